"""What a published figure is: records, references, formats, sentence forms, findings.

All of it is true on paper with no site. The other rooms import from here, and only from here; each
module offers what its `__all__` names.
"""
