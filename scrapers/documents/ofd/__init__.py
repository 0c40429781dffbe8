"""OFD (GB/T 33190-2016), the national format of fixed pages: signs and lines where they are drawn, then
geometry.

    package (parts, paths, pages) ──> drawing (what a page draws) ──> geometry ──> blocks
                                        ├── texts   (signs and where they stand)
                                        ├── paths   (ruling lines)
                                        └── matrix

Programs that write OFD take liberties with names of parts, paths and namespaces: what people's own viewers
forgive is forgiven here. Millimetres become points, 72 an inch, as in PDF.
"""
