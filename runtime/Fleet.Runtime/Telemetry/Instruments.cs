using static Fleet.Runtime.Telemetry.InstrumentKind;

namespace Fleet.Runtime.Telemetry;

/// <summary>Every metric of a sidecar, a line each.</summary>
public static class Instruments
{
    private static readonly string[] Ingress = ["app_id", "component", "namespace", "process_status", "status", "topic"];
    private static readonly string[] Egress = ["app_id", "component", "namespace", "success", "topic"];
    private static readonly string[] Operation = ["app_id", "component", "namespace", "operation", "success"];
    private static readonly string[] Policy = ["app_id", "flow_direction", "name", "namespace", "policy", "status", "target"];

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<Instrument> All { get; } = [.. Describe().OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];

    /// <summary>The metric of that name, without Dapr's prefix.</summary>
    internal static Instrument Named(string name) => All.First(instrument => instrument.Name.AsSpan("dapr_".Length).SequenceEqual(name));

    private static IEnumerable<Instrument> Describe() => [.. Http(), .. Runtime(), .. Actors(), .. PubSub(), .. Components(), .. Resiliency()];

    private static IEnumerable<Instrument> Http() =>
    [
        new("dapr_http_server_request_count", Counter, "Calls of the sidecar's HTTP API", "app_id", "method", "path", "status"),
        new("dapr_http_server_response_count", Counter, "Answers of the sidecar's HTTP API; only with increasedCardinality", "app_id", "method", "path", "status"),
        new("dapr_http_server_latency", Histogram, "Milliseconds from a call of the HTTP API to the end of its answer", "app_id", "method", "path", "status"),
        new("dapr_http_server_request_bytes", Histogram, "Bytes of the body of a call of the HTTP API, where its length is given", "app_id"),
        new("dapr_http_server_response_bytes", Histogram, "Bytes of the body of an answer of the HTTP API", "app_id"),
        new("dapr_http_client_completed_count", Counter, "Calls of the app that it answered", "app_id", "method", "path", "status"),
        new("dapr_http_client_roundtrip_latency", Histogram, "Milliseconds from a call of the app to the head of its answer", "app_id", "method", "path", "status"),
        new("dapr_http_client_sent_bytes", Histogram, "Bytes of the body of a call of the app, where its length is known", "app_id", "method", "path", "status"),
        new("dapr_http_client_received_bytes", Histogram, "Bytes of the body of an answer of the app, where its length is given", "app_id"),
        new("dapr_http_healthprobes_completed_count", Counter, "Probes of the app's health that it answered", "app_id", "status"),
        new("dapr_http_healthprobes_roundtrip_latency", Histogram, "Milliseconds of a probe of the app's health", "app_id", "status"),
        new("dapr_error_code_total", Counter, "Errors that the HTTP API answered with; only with recordErrorCodes", "app_id", "category", "error_code"),
    ];

    private static IEnumerable<Instrument> Runtime() =>
    [
        new("dapr_runtime_component_loaded", Counter, "Components declared for the app", "app_id"),
        new("dapr_runtime_component_init_total", Counter, "Components that started", "app_id", "component"),
        new("dapr_runtime_component_init_fail_total", Counter, "Components that could not start", "app_id", "component", "component_name", "reason"),
        new("dapr_runtime_service_invocation_req_sent_total", Counter, "Calls sent to another app", "app_id", "dst_app_id", "type"),
        new("dapr_runtime_service_invocation_req_recv_total", Counter, "Calls that came from another app", "app_id", "src_app_id"),
        new("dapr_runtime_service_invocation_res_sent_total", Counter, "Answers sent to another app", "app_id", "dst_app_id", "status"),
        new("dapr_runtime_service_invocation_res_recv_total", Counter, "Answers that came from another app", "app_id", "src_app_id", "status", "type"),
        new("dapr_runtime_service_invocation_res_recv_latency_ms", Histogram, "Milliseconds until another app answered", "app_id", "src_app_id", "status"),
    ];

    private static IEnumerable<Instrument> Actors() =>
    [
        new("dapr_runtime_actor_status_report_total", Counter, "Reports of hosted actor types to the placement", "app_id", "actor_type", "operation"),
        new("dapr_runtime_actor_table_operation_recv_total", Counter, "Updates of the placement", "app_id", "actor_type", "operation"),
        new("dapr_runtime_actor_rebalanced_total", Counter, "Actors that moved to another instance of their app", "app_id", "actor_type"),
        new("dapr_runtime_actor_activated_total", Counter, "Actors that became active", "app_id", "actor_type"),
        new("dapr_runtime_actor_deactivated_total", Counter, "Actors that were deactivated", "app_id", "actor_type"),
        new("dapr_runtime_actor_deactivated_failed_total", Counter, "Deactivations that the app did not confirm", "app_id", "actor_type"),
        new("dapr_runtime_actor_pending_actor_calls", Gauge, "Calls that wait for an actor or are in it", "app_id", "actor_type"),
        new("dapr_runtime_actor_timers", Gauge, "Timers that are set", "app_id", "actor_type"),
        new("dapr_runtime_actor_reminders", Gauge, "Reminders registered by this app since it started, less those it deleted", "app_id", "actor_type"),
        new("dapr_runtime_actor_reminders_fired_total", Counter, "Reminders that fired", "app_id", "actor_type", "success"),
        new("dapr_runtime_actor_timers_fired_total", Counter, "Timers that fired", "app_id", "actor_type", "success"),
    ];

    private static IEnumerable<Instrument> PubSub() =>
    [
        new("dapr_component_pubsub_ingress_count", Counter, "Deliveries to the app", Ingress),
        new("dapr_component_pubsub_ingress_latencies", Histogram, "Milliseconds of a delivery to the app", Ingress),
        new("dapr_component_pubsub_ingress_bulk_count", Counter, "Bulk deliveries to the app", "app_id", "component", "namespace", "process_status", "topic"),
        new("dapr_component_pubsub_ingress_bulk_event_count", Counter, "Events of bulk deliveries", "app_id", "component", "namespace", "process_status", "topic"),
        new("dapr_component_pubsub_ingress_bulk_latencies", Histogram, "Milliseconds of a bulk delivery", "app_id", "component", "namespace", "process_status", "topic"),
        new("dapr_component_pubsub_egress_count", Counter, "Events published", Egress),
        new("dapr_component_pubsub_egress_latencies", Histogram, "Milliseconds until the broker had an event", Egress),
        new("dapr_component_pubsub_egress_bulk_count", Counter, "Bulk publishes", Egress),
        new("dapr_component_pubsub_egress_bulk_event_count", Counter, "Events of bulk publishes that the broker took", Egress),
        new("dapr_component_pubsub_egress_bulk_latencies", Histogram, "Milliseconds until the broker had all events of a bulk publish", Egress),
    ];

    private static IEnumerable<Instrument> Components() =>
    [
        new("dapr_component_state_count", Counter, "Operations of state stores", Operation),
        new("dapr_component_state_latencies", Histogram, "Milliseconds of an operation of a state store", Operation),
        new("dapr_component_secret_count", Counter, "Operations of secret stores", Operation),
        new("dapr_component_secret_latencies", Histogram, "Milliseconds of an operation of a secret store", Operation),
        new("dapr_component_configuration_count", Counter, "Operations of configuration stores", Operation),
        new("dapr_component_configuration_latencies", Histogram, "Milliseconds of an operation of a configuration store", Operation),
        new("dapr_component_output_binding_count", Counter, "Operations of output bindings", Operation),
        new("dapr_component_output_binding_latencies", Histogram, "Milliseconds of an operation of an output binding", Operation),
        new("dapr_component_input_binding_count", Counter, "Events of input bindings", "app_id", "component", "namespace", "success"),
        new("dapr_component_input_binding_latencies", Histogram, "Milliseconds of an event of an input binding in the app", "app_id", "component", "namespace", "success"),
        new("dapr_component_job_success_count", Counter, "Jobs that the app did", "app_id", "namespace", "operation"),
        new("dapr_component_job_failure_count", Counter, "Jobs that the app failed to do", "app_id", "namespace", "operation"),
        new("dapr_component_job_latencies", Histogram, "Milliseconds of a job in the app", "app_id", "namespace", "operation", "success"),
    ];

    private static IEnumerable<Instrument> Resiliency() =>
    [
        new("dapr_resiliency_loaded", Counter, "Resiliency resources loaded", "app_id", "name", "namespace"),
        new("dapr_resiliency_count", Counter, "Calls that a policy acted on", Policy),
        new("dapr_resiliency_activations_total", Counter, "Retries, timeouts, and changes of circuit breakers", Policy),
        new("dapr_resiliency_cb_state", Gauge, "1 for the state that a circuit breaker is in, 0 for the others", Policy),
    ];
}
