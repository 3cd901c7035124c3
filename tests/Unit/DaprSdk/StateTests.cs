using System.Net;
using Dapr;
using Dapr.Client;

namespace Fleet.Tests.Unit.DaprSdk;

public sealed class StateTests
{
    private readonly ScriptedSidecar sidecar = new();

    private DaprClient Client => Clients.For(sidecar);

    [Fact]
    public async Task A_value_is_read_with_its_etag()
    {
        sidecar.Answer(HttpStatusCode.OK, """{"name":"bolt","size":4}""", ("ETag", "7"));

        var (value, etag) = await Client.GetStateAndETagAsync<Widget>(
            "store", "a/b c", ConsistencyMode.Strong, new Dictionary<string, string> { ["partitionKey"] = "p&q" });

        Assert.Equal((new Widget("bolt", 4), "7"), (value, etag));
        Assert.Equal("GET /v1.0/state/store/a%2Fb%20c?consistency=strong&metadata.partitionKey=p%26q", sidecar.Call.Line);
    }

    [Fact]
    public async Task A_missing_value_is_the_default_with_an_empty_etag()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        Assert.Equal((null, ""), await Client.GetStateAndETagAsync<Widget>("store", "none"));
    }

    [Fact]
    public async Task A_save_carries_value_options_and_metadata()
    {
        sidecar.Answer(HttpStatusCode.NoContent);
        var options = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite, Consistency = ConsistencyMode.Eventual };

        await Client.SaveStateAsync(
            "store", "k", new Widget("nut", 2), options, new Dictionary<string, string> { ["ttlInSeconds"] = "60" });

        Assert.Equal("POST /v1.0/state/store", sidecar.Call.Line);
        Assert.Equal(
            """[{"key":"k","value":{"name":"nut","size":2},"options":{"concurrency":"first-write","consistency":"eventual"},"metadata":{"ttlInSeconds":"60"}}]""",
            sidecar.Call.Body);
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent, true)]
    [InlineData(HttpStatusCode.Conflict, false)]
    public async Task A_save_by_etag_says_whether_it_was_done(HttpStatusCode status, bool done)
    {
        sidecar.Answer(status);

        Assert.Equal(done, await Client.TrySaveStateAsync("store", "k", 1, "5"));
        Assert.Equal("5", sidecar.Call.Json[0].GetProperty("etag").GetString());
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent, true)]
    [InlineData(HttpStatusCode.Conflict, false)]
    public async Task A_delete_by_etag_says_whether_it_was_done(HttpStatusCode status, bool done)
    {
        sidecar.Answer(status);
        var options = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite };

        Assert.Equal(done, await Client.TryDeleteStateAsync("store", "k", "5", options));
        Assert.Equal("DELETE /v1.0/state/store/k?concurrency=first-write", sidecar.Call.Line);
        Assert.Equal("5", sidecar.Call.Headers["If-Match"]);
    }

    [Fact]
    public async Task A_conflict_without_an_etag_of_the_caller_throws()
    {
        sidecar.Answer(HttpStatusCode.Conflict, """{"errorCode":"ERR_STATE_SAVE","message":"first write wins"}""");

        var failure = await Assert.ThrowsAsync<DaprException>(() => Client.SaveStateAsync("store", "k", 1));

        Assert.Contains("ERR_STATE_SAVE", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, Assert.IsType<HttpRequestException>(failure.InnerException).StatusCode);
    }

    [Fact]
    public async Task An_entry_is_saved_under_the_etag_it_was_read_with()
    {
        sidecar.Answer(HttpStatusCode.OK, "1", ("ETag", "3")).Answer(HttpStatusCode.NoContent);

        var entry = await Client.GetStateEntryAsync<int>("store", "k");
        entry.Value++;

        Assert.True(await entry.TrySaveAsync());
        Assert.Equal("""[{"key":"k","value":2,"etag":"3"}]""", sidecar.Calls[1].Body);
    }

    [Fact]
    public async Task A_transaction_is_one_call_with_all_operations()
    {
        sidecar.Answer(HttpStatusCode.NoContent);

        await Client.ExecuteStateTransactionAsync(
            "store",
            [
                new StateTransactionRequest("a", "{\"x\":1}"u8.ToArray(), StateOperationType.Upsert, "9"),
                new StateTransactionRequest("b", null, StateOperationType.Delete),
            ],
            new Dictionary<string, string> { ["partitionKey"] = "p" });

        Assert.Equal("POST /v1.0/state/store/transaction", sidecar.Call.Line);
        Assert.Equal(
            """{"operations":[{"operation":"upsert","request":{"key":"a","value":{"x":1},"etag":"9"}},{"operation":"delete","request":{"key":"b"}}],"metadata":{"partitionKey":"p"}}""",
            sidecar.Call.Body);
    }

    [Fact]
    public async Task Many_values_are_read_in_one_call_as_text_or_typed()
    {
        const string items = """[{"key":"a","data":{"name":"pin","size":1},"etag":"2"},{"key":"b"}]""";
        sidecar.Answer(HttpStatusCode.OK, items).Answer(HttpStatusCode.OK, items);

        var texts = await Client.GetBulkStateAsync("store", ["a", "b"], parallelism: 3);
        var widgets = await Client.GetBulkStateAsync<Widget>("store", ["a", "b"], parallelism: null);

        Assert.Equal("""{"keys":["a","b"],"parallelism":3}""", sidecar.Calls[0].Body);
        Assert.Equal([("a", """{"name":"pin","size":1}""", "2"), ("b", "", "")], texts.Select(i => (i.Key, i.Value, i.ETag)));
        Assert.Equal([new Widget("pin", 1), null], widgets.Select(i => i.Value));
    }

    [Fact]
    public async Task A_value_of_another_type_is_named_in_the_failure()
    {
        sidecar.Answer(HttpStatusCode.OK, "\"text\"");

        var failure = await Assert.ThrowsAsync<DaprException>(() => Client.GetStateAsync<Widget>("store", "k"));

        Assert.Contains(nameof(Widget), failure.Message, StringComparison.Ordinal);
    }
}
