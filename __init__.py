"""Entente: a knowledge graph of cyber diplomacy in which every relation is dated and proven."""
