from tests.web.staff.conftest import browser_of, come_in, store

__all__ = ["browser_of", "come_in", "store"]
