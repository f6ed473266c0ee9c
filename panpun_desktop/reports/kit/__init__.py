"""Our only ReportLab vocabulary, with Thai shaping inside."""
