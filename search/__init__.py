"""Find duties, provisions and laws: by words, by reference, or the provisions that could ground an item."""

from search.find import search
from search.index import Index, index_state, open_index, sync_index
from search.result import Filters, Hit, SearchResult, hit_json, result_json

__all__ = [
    "Filters", "Hit", "Index", "SearchResult", "hit_json", "index_state", "open_index", "result_json", "search", "sync_index",
]
