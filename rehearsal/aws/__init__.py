"""AWS on loopback: moto, extended in place until Terraform, Karpenter and a destroy behave as against the real account.

One process serves every API on 127.0.0.1. What moto plays well stays moto's; the modules here add what it lacks (most of
EKS, the OIDC issuer, AMI parameters, refusals) and what a rehearsal needs around it: faults, a log of every call and a
list of what exists. Start it with ``python -m rehearsal.aws`` from the repository's root; ``__main__`` says more.
"""
