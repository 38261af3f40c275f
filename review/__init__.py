"""Candidate → decision: the review desk, a web application."""
