/** Why there are no Windows nodes: https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html */
export const NO_WINDOWS =
  "Windows nodes can't join this cluster: they need an access entry of type EC2_WINDOWS and the VPC resource controller's Windows IPAM, which this project doesn't set up; use Linux nodes";
