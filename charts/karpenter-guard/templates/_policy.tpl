{{- /*
A policy that refuses what it matches as long as one object of a kind of Karpenter's exists, and its binding. No other
expression can look at objects that the request is not about, hence the parameters.

name          of both
parameters    kind whose objects keep everything in its place
match         matchConstraints
message       CEL expression; params is one of the objects
*/ -}}
{{- define "guard.policy" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ .name }}
spec:
  # Where the objects can't be looked at, nothing goes either. This concerns nothing but what is matched below.
  failurePolicy: Fail
  paramKind:
    apiVersion: karpenter.sh/v1
    kind: {{ .parameters }}
  matchConstraints:
    {{- .match | nindent 4 }}
  matchConditions:
    # For who moves Karpenter to another namespace.
    - name: is-not-moving
      expression: >-
        oldObject == null || !has(oldObject.metadata.annotations) ||
        !('cdktf-eks-addons/moving' in oldObject.metadata.annotations)
  validations:
    - expression: "false"
      messageExpression: >-
        {{ .message }}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ .name }}
spec:
  policyName: {{ .name }}
  validationActions: [Deny]
  paramRef:
    # Every object is a parameter; each of them is asked.
    selector: {}
    parameterNotFoundAction: Allow
{{- end }}

{{- define "guard.karpenterLabels" -}}
app.kubernetes.io/name: karpenter
app.kubernetes.io/instance: karpenter
{{- end }}

{{- define "guard.claimMessage" -}}
'Karpenter has to outlive its nodes, and NodeClaim ' + params.metadata.name + ' is still there; remove the node pools and wait for their nodes first (after a destroy that failed: deploy, then destroy)'
{{- end }}
