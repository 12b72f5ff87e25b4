"""A finished site on any host: lasting names for its files, and what its host says with them."""
