"""Quality measures: each module with ``evaluate(shared)`` yields rows (measure, value, target, note)."""
