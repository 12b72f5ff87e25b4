"""Above the rooms: a new site from the template, and a new data package."""
