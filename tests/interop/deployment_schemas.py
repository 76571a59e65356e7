"""What exported deployments may hold: those parts of the compose specification and of the Kubernetes API that an export
uses, and nothing beside them."""

DNS_LABEL = "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$"
TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
TEXTS = {"type": "array", "items": TEXT}


def strict(properties, *required):
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def match(pattern):
    return {"type": "string", "pattern": pattern}


def listed(schema, **rest):
    return {"type": "array", "items": schema, **rest}


def one_of(*values):
    return {"enum": list(values)}


def named(schema, pattern):
    return {"type": "object", "patternProperties": {pattern: schema}, "additionalProperties": False}


DURATION = match("^([0-9]+(ms|s|m|h))+$")
LIMITS = strict({"cpus": match(r"^[0-9.]+$"), "memory": match("^[0-9]+[KMG]$")})
# The parts of the compose specification that an export uses.
COMPOSE = strict({
    "name": match("^[a-z0-9][a-z0-9_-]*$"),
    "services": named(strict({
        "image": TEXT, "build": strict({"context": TEXT}, "context"),
        "pull_policy": one_of("always", "never", "missing", "build"),
        "command": TEXTS, "entrypoint": TEXTS, "profiles": TEXTS,
        "configs": listed(strict({"source": {"const": "topology"}, "target": TEXT}, "source", "target")),
        "secrets": listed(strict({"source": TEXT, "target": TEXT}, "source", "target")),
        "environment": named(TEXT, "^[A-Za-z_][A-Za-z0-9_]*$"), "init": FLAG, "working_dir": TEXT,
        "read_only": FLAG, "user": match("^[1-9][0-9]*:[1-9][0-9]*$"),
        "cap_drop": TEXTS, "security_opt": TEXTS, "tmpfs": TEXTS, "stop_grace_period": DURATION,
        "deploy": strict({"resources": strict({"limits": LIMITS, "reservations": LIMITS})}),
        "restart": one_of("no", "always", "on-failure", "unless-stopped"),
        "healthcheck": strict({"test": {**TEXTS, "minItems": 2}, "interval": DURATION, "timeout": DURATION,
                               "retries": NUMBER, "start_period": DURATION}, "test"),
        "expose": listed(match("^[0-9]+$")),
        "ports": listed(match(r"^(127\.0\.0\.1:)?[0-9]+:[0-9]+$")),
        "extra_hosts": TEXTS,
    }, "image", "command", "user", "restart", "stop_grace_period"), DNS_LABEL),
    "configs": named(strict({"file": TEXT}, "file"), "^[a-zA-Z0-9._-]+$"),
    "secrets": named(strict({"file": TEXT}, "file"), "^[a-zA-Z0-9._-]+$"),
}, "name", "services", "configs")

LABELS = named(match("^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"), "^app.kubernetes.io/[a-z]+$")
METADATA = strict({"name": match(DNS_LABEL), "namespace": match(DNS_LABEL),
                   "labels": LABELS}, "name")
QUANTITY = match("^[0-9]+(m|Mi|Gi)?$")
PORT = {"type": "integer", "minimum": 1, "maximum": 65535}
PORT_NAME = match("^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$")
PROBE = strict({"exec": strict({"command": TEXTS}, "command"), "periodSeconds": NUMBER,
                "timeoutSeconds": NUMBER, "failureThreshold": NUMBER}, "exec")
CONTAINER = strict({
    "name": match(DNS_LABEL), "image": TEXT, "imagePullPolicy": one_of("Always", "IfNotPresent", "Never"),
    "command": TEXTS, "args": TEXTS, "workingDir": TEXT,
    "env": listed(strict({"name": match("^[-._a-zA-Z][-._a-zA-Z0-9]*$"), "value": TEXT}, "name", "value")),
    "ports": listed(strict({"name": PORT_NAME, "containerPort": PORT}, "containerPort")),
    "startupProbe": PROBE, "livenessProbe": PROBE, "readinessProbe": PROBE,
    "resources": strict({kind: strict({"cpu": QUANTITY, "memory": QUANTITY}) for kind in ("requests", "limits")}),
    "securityContext": strict({"allowPrivilegeEscalation": {"const": False}, "readOnlyRootFilesystem": FLAG,
                               "capabilities": strict({"drop": {"const": ["ALL"]}})}),
    "volumeMounts": listed(strict({"name": TEXT, "mountPath": TEXT, "readOnly": FLAG}, "name", "mountPath")),
}, "name", "image", "securityContext", "resources")
VOLUME = strict({
    "name": match(DNS_LABEL), "emptyDir": strict({"medium": {"const": "Memory"}, "sizeLimit": QUANTITY}),
    "configMap": strict({"name": TEXT}, "name"),
    "secret": strict({"secretName": TEXT, "defaultMode": {"const": 0o440}}, "secretName")}, "name")
POD = strict({
    "metadata": strict({"labels": LABELS, "annotations": named(TEXT, "^zeroloom/[a-z]+$")}, "labels"),
    "spec": strict({
        "automountServiceAccountToken": {"const": False}, "enableServiceLinks": {"const": False},
        "terminationGracePeriodSeconds": NUMBER, "shareProcessNamespace": FLAG,
        "restartPolicy": one_of("Never", "OnFailure"),
        "securityContext": strict({"runAsNonRoot": {"const": True}, "runAsUser": PORT, "runAsGroup": PORT,
                                   "fsGroup": PORT,
                                   "seccompProfile": strict({"type": {"const": "RuntimeDefault"}})}, "runAsNonRoot"),
        "containers": listed(CONTAINER, minItems=1, maxItems=1),
        "volumes": listed(VOLUME)}, "containers", "securityContext")}, "metadata", "spec")


def kind(api, name, **rest):
    return strict({"apiVersion": {"const": api}, "kind": {"const": name}, "metadata": METADATA, **rest},
                  "apiVersion", "kind", "metadata", *rest)


# The fields of the Kubernetes API that an export uses.
KUBERNETES = {
    "Namespace": kind("v1", "Namespace"),
    "ConfigMap": kind("v1", "ConfigMap", data=named(TEXT, r"^[-._a-zA-Z0-9]{1,253}$")),
    "Secret": kind("v1", "Secret", type={"const": "Opaque"}, stringData=named(TEXT, r"^[-._a-zA-Z0-9]{1,253}$")),
    "Service": kind("v1", "Service", spec={"oneOf": [
        strict({"selector": LABELS, "ports": listed(strict(
            {"name": PORT_NAME, "port": PORT, "targetPort": PORT_NAME}, "name", "port"), minItems=1)}, "selector",
            "ports"),
        strict({"type": {"const": "ExternalName"}, "externalName": match(r"^[a-z0-9.-]{1,253}$")},
               "type", "externalName")]}),
    "Deployment": kind("apps/v1", "Deployment", spec=strict(
        {"replicas": {"const": 1}, "strategy": strict({"type": {"const": "Recreate"}}),
         "selector": strict({"matchLabels": LABELS}), "template": POD}, "selector", "template")),
    "Job": kind("batch/v1", "Job", spec=strict({"backoffLimit": NUMBER, "template": POD}, "template")),
    "Kustomization": strict({"apiVersion": {"const": "kustomize.config.k8s.io/v1beta1"},
                             "kind": {"const": "Kustomization"},
                             "resources": TEXTS}, "resources"),
}
