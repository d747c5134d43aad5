"""清单体检: every check one file under ``checks/``, a runner that decides severity and verdict."""
