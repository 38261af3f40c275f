"""Candidate → record: what people confirmed, handed to the verification database."""
