"""Quotations for parts and services: drafted, sent, answered, billed when the goods are issued (documents.md 4.10)."""
