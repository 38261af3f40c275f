"""Source → evidence: Scrapy spiders and importers."""
