"""Mention and decision → candidate: who is the same person, with reasons."""
