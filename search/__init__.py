"""Find duties, provisions and laws: by words, by reference, or the provisions that could ground an item."""

from search.complete import Completion, complete
from search.find import search
from search.index import Index, index_state, open_index, sync_index
from search.result import Filters, Hit, SearchResult, hit_json, result_json
from search.suggest import Suggestion, suggest, suggestions_json

__all__ = [
    "Completion", "Filters", "Hit", "Index", "SearchResult", "Suggestion", "complete", "hit_json", "index_state", "open_index", "result_json", "search",
    "suggest", "suggestions_json", "sync_index",
]
