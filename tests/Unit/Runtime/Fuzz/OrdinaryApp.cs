namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>An app that hosts an actor, subscribes, and takes whatever comes.</summary>
internal static class OrdinaryApp
{
    public const string Config = """{"entities":["Robot"]}""";

    public const string Subscriptions = """
        [{"pubsubname":"durable","topic":"orders","deadLetterTopic":"dead","routes":{"rules":[{"match":"event.data.a == 1","path":"/rule"}],"default":"/orders"}},
         {"pubsubname":"durable","topic":"nobody","route":"/bulk","bulkSubscribe":{"enabled":true,"maxMessagesCount":10,"maxAwaitDurationMs":5}},
         {"pubsubname":"volatile","topic":"orders","route":"/orders"}]
        """;

    public static byte[] Answer(string path) => path switch
    {
        "/dapr/config" => RawApp.Json(Config),
        "/dapr/subscribe" => RawApp.Json(Subscriptions),
        _ => RawApp.Json("""{"status":"SUCCESS"}"""),
    };
}
