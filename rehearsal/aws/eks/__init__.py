"""Amazon EKS as its clients see it: states that take time, refusals, and the security group it makes in the VPC.

moto has three of EKS's resources and none of its states, so each of its calls would need mending. This package answers
the whole API instead, from plain dictionaries in the shape of the API's own answers, and leaves only routing, parsing
and serialising to moto.
"""
