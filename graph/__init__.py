"""Records linked: model, store, resolve, versions, trace, audit."""
