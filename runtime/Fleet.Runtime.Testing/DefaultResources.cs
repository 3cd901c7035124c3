namespace Fleet.Runtime.Testing;

/// <summary>The components of a test that names none.</summary>
internal static class DefaultResources
{
    public const string Yaml = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: statestore
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: statestore.db
            - name: actorStateStore
              value: "true"
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: pubsub
        spec:
          type: pubsub.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: pubsub.db
        """;
}
