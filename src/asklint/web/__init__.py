"""`asklint web`: a page for people without a terminal, served on this machine only.

`answers` turns a draft into what the page shows, `guard` lets nobody but the page in, `app` holds the routes,
`server` runs them and `address` remembers where. The page itself is in `page/`: plain HTML, CSS and script, nothing
to build. Needs the extra `web` (Starlette and uvicorn).
"""
