using Fleet.Contracts;

namespace Fleet.Tests.Services.Chain;

/// <summary>Components of the chain: durable state, a durable broker, failed deliveries tried again at once and then dead.</summary>
internal static class ChainComponents
{
    public static string Yaml(string folder) => string.Join(
        "---\n",
        Store(folder, ComponentNames.FineCollectionStore, actors: true, AppIds.FineCollection),
        Store(folder, ComponentNames.NotificationStore, actors: true, AppIds.Notification),
        Store(folder, ComponentNames.VehicleRegistryStore, actors: false, AppIds.VehicleRegistry),
        Broker(folder));

    private static string Broker(string folder) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:
          type: pubsub.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: "{Path.Combine(folder, "pubsub.db")}"
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata:
          name: deliveries
        spec:
          policies:
            retries:
              again:
                policy: constant
                duration: 5ms
                maxRetries: 8
          targets:
            components:
              pubsub:
                inbound:
                  retry: again

        """;

    private static string Store(string folder, string name, bool actors, string scope) => $"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: {name}
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: "{Path.Combine(folder, name + ".db")}"
            - name: actorStateStore
              value: "{(actors ? "true" : "false")}"
        scopes: [{scope}]

        """;
}
