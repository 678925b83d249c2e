"""People take talks over: the queue, claiming, writing, passing on, handing back. Each verb is one transaction."""
