"""Speed measures: each module with ``bench(shared)`` yields rows (measure, value, note), ratios taken in one run."""
