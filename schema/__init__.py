"""The ground floor: vocabulary, models, dates, identities. Imports nothing from the floors above."""
