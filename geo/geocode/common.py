"""Stage 3 of 6, common words and names of persons that towns bear too: alone they prove no place."""

from __future__ import annotations

_WORDS = """
abbas ali amin anna april aqua august bar basel bath battle bay best bismarck boom born bridge brook bush
camp carlos castle cat central chance christmas church clinton college commerce cook cross date david deal
dean december eagle early east eden energy enterprise faith falls forest fort franklin friend friendship
george glen globe gold grand grant green hall hamad hamid harry hassan helena hill home hope hussein
independence industry jackson jalal james jefferson john johnson joseph kamal karim khalid king lake
lawrence lee liberty lincoln long madison mahdi mahmoud man march marina marion martin may media mercury
mill mobile mohammad monday moon moore morgan muhammad mustafa nelson news nice noor normal north not nova
nur obama of omar opportunity orange order paradise park parker peace person police poor port pride progress
putin queen rama reading real rest rice rich rock rose said sale saleh salem salma same sand santa scott
sham smith son south spring star summit sunday taylor them this time tomorrow tours town truth union unity
van victory village viola wall war ward water wells west white will wilson winner wood world young
"""

# Folded. A place of such a name is taken only where its context speaks for it.
COMMON = frozenset(_WORDS.split())
