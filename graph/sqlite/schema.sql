-- Schema of the library file. Records are JSON (graph/sqlite/codec.py); columns are only what is looked up by.
-- Ids are text outside and integers inside: provision.id = version << 20 | seq, so that a version's provisions
-- lie together and in order.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE statute (id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, record BLOB NOT NULL);

CREATE TABLE version (
  id INTEGER PRIMARY KEY, vid TEXT NOT NULL UNIQUE, statute INTEGER NOT NULL REFERENCES statute(id),
  date TEXT NOT NULL, record BLOB NOT NULL, warnings BLOB NOT NULL, digest BLOB NOT NULL DEFAULT x''
);
CREATE INDEX version_statute ON version(statute, date);

CREATE TABLE provision (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL);
CREATE UNIQUE INDEX provision_key ON provision(version, key);

CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, statute INTEGER);

-- One row a citation. name NULL: the citing text's own law.
CREATE TABLE citation (
  provision INTEGER NOT NULL, n INTEGER NOT NULL, name INTEGER, statute INTEGER,
  article INTEGER, suffix INTEGER NOT NULL, article_end INTEGER, record BLOB NOT NULL,
  PRIMARY KEY (provision, n)
) WITHOUT ROWID;
CREATE INDEX citation_statute ON citation(statute, article) WHERE statute IS NOT NULL;
CREATE INDEX citation_name ON citation(name) WHERE name IS NOT NULL;

CREATE TABLE norm (provision INTEGER PRIMARY KEY, township INTEGER NOT NULL, record BLOB NOT NULL);
CREATE INDEX norm_township ON norm(provision) WHERE township;

CREATE TABLE alias (alias TEXT NOT NULL, statute INTEGER NOT NULL, defined_in TEXT NOT NULL);

CREATE TABLE repeal (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, statute INTEGER, record BLOB NOT NULL);
CREATE INDEX repeal_version ON repeal(version);
CREATE INDEX repeal_statute ON repeal(statute);

CREATE TABLE pair (
  id INTEGER PRIMARY KEY, old_version INTEGER NOT NULL, new_version INTEGER NOT NULL, digest BLOB NOT NULL DEFAULT x'',
  UNIQUE (old_version, new_version)
);
CREATE TABLE alignment (id INTEGER PRIMARY KEY, pair INTEGER NOT NULL, old INTEGER NOT NULL, change TEXT NOT NULL, similarity REAL NOT NULL, sure INTEGER NOT NULL);
CREATE INDEX alignment_pair ON alignment(pair);
CREATE INDEX alignment_old ON alignment(old);
CREATE TABLE alignment_new (alignment INTEGER NOT NULL, n INTEGER NOT NULL, new INTEGER NOT NULL, PRIMARY KEY (alignment, n)) WITHOUT ROWID;
CREATE INDEX alignment_new_new ON alignment_new(new);

CREATE TABLE list (id INTEGER PRIMARY KEY, lid TEXT NOT NULL UNIQUE, record BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE item (id INTEGER PRIMARY KEY, list INTEGER NOT NULL, iid TEXT NOT NULL UNIQUE, record BLOB NOT NULL, citations BLOB NOT NULL);
CREATE INDEX item_list ON item(list);
CREATE TABLE item_link (item INTEGER NOT NULL, n INTEGER NOT NULL, name INTEGER, statute INTEGER, PRIMARY KEY (item, n)) WITHOUT ROWID;
CREATE INDEX item_link_statute ON item_link(statute) WHERE statute IS NOT NULL;
CREATE INDEX item_link_name ON item_link(name) WHERE name IS NOT NULL;

CREATE TABLE sanding (key TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE source (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (path TEXT NOT NULL, n INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY (path, n));
