"""`calls.py LIBRARY HOST CA_FILE CALLS`: that many blocking calls, and nothing else."""

import sys

import peers

library, host, ca_file, calls = sys.argv[1:]
with peers.BLOCKING[library](host, ca_file) as for_a_thread:
    call = for_a_thread()
    for _ in range(int(calls)):
        call()
