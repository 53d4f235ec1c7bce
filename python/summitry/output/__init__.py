"""What people look at: tables as text and HTML, memos, CSV, and the terminal."""
