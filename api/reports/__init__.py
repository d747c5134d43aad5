"""Audit results as documents: json, csv, table, xlsx, docx, html. All are made from one dict (``audit_data``)."""
