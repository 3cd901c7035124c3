using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fleet.Runtime.Bindings;
using Fleet.Runtime.Components;
using Fleet.Runtime.Mqtt;
using Fleet.Runtime.Testing;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.Bindings;

/// <summary><c>bindings.mqtt3</c> against a real broker, also one that is slow to come, goes, or does not want it.</summary>
public sealed class MqttBindingTests : IAsyncDisposable
{
    private readonly List<MqttInbox> inboxes = [];
    private ComponentBench bench = new();
    private MosquittoServer? server;

    private static ComponentType Type => ComponentTypes.CreateRegistry().TryGet("bindings.mqtt3", out var type) ? type : throw new InvalidOperationException();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_that_share_a_subscription_get_each_message_once_together()
    {
        server = await MosquittoServer.StartAsync();
        var (first, second) = (await ListenAsync("$share/g/fleet/+/position", "one"), await ListenAsync("$share/g/fleet/+/position", "two"));
        await HeardAsync("Listening", 2);

        await PublishAsync(Enumerable.Range(0, 200).Select(i => ($"fleet/V{i}/position", $"{i}")));
        await PublishAsync([("fleet/cameras/x/passage", "not for them")]);

        var seen = new List<(string Topic, string Text)>();
        while (seen.Count < 200)
        {
            if (first.TryNext(out var message) || second.TryNext(out message))
                seen.Add(message);
            else
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Cancellation);
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => ($"fleet/V{i}/position", $"{i}")).Order(), seen.Order());
    }

    [Fact]
    public async Task A_message_that_the_app_refuses_is_tried_as_often_as_wanted_five_seconds_apart()
    {
        server = await MosquittoServer.StartAsync();
        var time = new VirtualTime(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        bench = new ComponentBench(time);
        var inbox = await ListenAsync("t", "one", ("backOffMaxRetries", "2"));
        var calls = 0;
        inbox.Answer = _ => ++calls < 3 ? throw new InvalidOperationException("not now") : Task.CompletedTask;
        await HeardAsync("Listening", 1);

        await PublishAsync([("t", "1")]);

        for (var call = 0; call < 2; call++)
        {
            Assert.Equal("1", (await inbox.NextAsync()).Text);
            while (time.NextDue is not { } due || due - time.GetUtcNow() > TimeSpan.FromSeconds(5))
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, Cancellation);
            time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal("1", (await inbox.NextAsync()).Text);
        await inbox.StopAsync();
        Assert.Equal("2", await FirstAfterAsync("one", "2"));
    }

    [Fact]
    public async Task A_message_that_the_app_refuses_for_good_comes_again_with_the_next_connection()
    {
        server = await MosquittoServer.StartAsync();
        var inbox = await ListenAsync("t", "one");
        inbox.Answer = _ => throw new InvalidOperationException("not now");
        await HeardAsync("Listening", 1);
        await PublishAsync([("t", "refused")]);
        Assert.Equal("refused", (await inbox.NextAsync()).Text);
        await HeardAsync("not acknowledged", 1);
        inbox.Answer = _ => Task.CompletedTask;

        await server.StopAsync();
        await server.StartAgainAsync();

        Assert.Equal("refused", (await inbox.NextAsync()).Text);
        await inbox.StopAsync();
        Assert.Equal("later", await FirstAfterAsync("one", "later"));
    }

    [Fact]
    public async Task What_the_app_is_still_at_when_the_binding_stops_is_acknowledged_when_it_is_done()
    {
        server = await MosquittoServer.StartAsync();
        var inbox = await ListenAsync("t", "one");
        var done = new TaskCompletionSource();
        inbox.Answer = _ => done.Task;
        await HeardAsync("Listening", 1);
        await PublishAsync([("t", "slow")]);
        await inbox.NextAsync();

        var stopped = inbox.StopAsync();
        done.SetResult();
        await stopped;

        Assert.Equal("later", await FirstAfterAsync("one", "later"));
    }

    [Fact]
    public async Task What_is_published_while_nobody_listens_waits_in_the_session()
    {
        server = await MosquittoServer.StartAsync();
        var inbox = await ListenAsync("$share/g/t", "one");
        await HeardAsync("Listening", 1);
        await inbox.StopAsync();
        await PublishAsync(Enumerable.Range(0, 50).Select(i => ("t", $"{i}")));

        var next = await ListenAsync("$share/g/t", "one");

        Assert.Equal(50, (await ManyAsync(next, 50)).Distinct().Count());
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_comes_back_without_memory_is_subscribed_to_again()
    {
        server = await MosquittoServer.StartAsync();
        var inbox = await ListenAsync("t", "one");
        var output = await OutputAsync("t");
        await HeardAsync("Listening", 1);
        await output.InvokeAsync(Create("1"), Cancellation);
        Assert.Equal("1", (await inbox.NextAsync()).Text);

        await server.KillAsync();
        await HeardAsync("is away", 1);
        await server.StartAgainAsync();
        await HeardAsync("Listening", 2);
        await output.InvokeAsync(Create("2"), Cancellation);

        Assert.Equal("2", (await inbox.NextAsync()).Text);
    }

    [Fact]
    public async Task A_broker_that_comes_later_than_the_binding_is_found()
    {
        server = await MosquittoServer.StartAsync();
        await server.KillAsync();
        var inbox = await ListenAsync("t", "one");
        var output = await OutputAsync("t");
        await HeardAsync("is away", 1);
        var failure = await Assert.ThrowsAsync<MqttException>(() => output.InvokeAsync(Create("0"), Cancellation));
        Assert.Contains($"127.0.0.1:{server.Port} cannot be reached", failure.Message, StringComparison.Ordinal);

        await server.StartAgainAsync();
        await HeardAsync("Listening", 1);
        await output.InvokeAsync(Create("1"), Cancellation);

        Assert.Equal("1", (await inbox.NextAsync()).Text);
    }

    [Fact]
    public async Task A_login_is_used_and_a_wrong_one_is_told_without_the_password()
    {
        var passwords = Path.Combine(bench.Folder, "passwords");
        await File.WriteAllTextAsync(passwords, Password("fleet", "se:cr@t"), Cancellation);
        server = await MosquittoServer.StartAsync("allow_anonymous false", $"password_file {passwords}");
        var url = server.Url.Replace("//", "//fleet:wrong@", StringComparison.Ordinal);
        await ListenAsync("t", "one", ("url", url));
        var output = await OutputAsync("t", ("url", url));

        var failure = await Assert.ThrowsAsync<MqttException>(() => output.InvokeAsync(Create("1"), Cancellation));
        Assert.Contains("refuses the client: not authorized", failure.Message, StringComparison.Ordinal);
        await HeardAsync("is away", 1);
        Assert.DoesNotContain(bench.Said, line => line.Contains("wrong", StringComparison.Ordinal));

        url = server.Url.Replace("//", "//fleet:se%3Acr%40t@", StringComparison.Ordinal);
        var inbox = await ListenAsync("t", "two", ("url", url));
        await HeardAsync("Listening", 1);
        await (await OutputAsync("t", ("url", url))).InvokeAsync(Create("1"), Cancellation);
        Assert.Equal("1", (await inbox.NextAsync()).Text);
    }

    [Fact]
    public async Task An_output_goes_to_its_own_topic_unless_the_call_names_another_and_stays_there_when_retained()
    {
        server = await MosquittoServer.StartAsync();
        var output = await OutputAsync("lights/1", ("retain", "true"));

        await output.InvokeAsync(Create("\"on\""), Cancellation);
        await output.InvokeAsync(Create("{\"red\":true}", ("topic", "lights/2")), Cancellation);

        var inbox = await ListenAsync("lights/#", "one");
        Assert.Equal([("lights/1", "\"on\""), ("lights/2", "{\"red\":true}")], (await ManyAsync(inbox, 2)).Order());
        var failure = await Assert.ThrowsAsync<ComponentException>(() => output.InvokeAsync(Create("1", ("topic", "lights/+")), Cancellation));
        Assert.Contains("'lights/+' is a pattern", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_messages_come_to_an_app_that_takes_its_time()
    {
        server = await MosquittoServer.StartAsync("allow_anonymous true", "max_queued_messages 0");
        var inbox = await ListenAsync("t", "one");
        inbox.Answer = async _ => await Task.Yield();
        await HeardAsync("Listening", 1);
        var large = new string('x', 300_000);

        await PublishAsync(Enumerable.Range(0, 3_000).Select(i => ("t", $"{i}")).Append(("t", large)));

        var seen = (await ManyAsync(inbox, 3_001)).Select(message => message.Text).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(3_001, seen.Count);
        Assert.Contains(large, seen);
    }

    [Fact]
    public async Task Tls_is_spoken_with_the_certificates_of_the_metadata()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (certificateFile, keyFile) = (Path.Combine(bench.Folder, "mqtt.crt"), Path.Combine(bench.Folder, "mqtt.key"));
        var (certificatePem, keyPem) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(certificateFile, certificatePem, Cancellation);
        await File.WriteAllTextAsync(keyFile, keyPem, Cancellation);
        server = await MosquittoServer.StartAsync(
            $"certfile {certificateFile}", $"keyfile {keyFile}", $"cafile {certificateFile}", "require_certificate true", "allow_anonymous true");
        var url = $"ssl://localhost:{server.Port}";

        var stranger = await OutputAsync("t", ("url", url));
        await Assert.ThrowsAsync<MqttException>(() => stranger.InvokeAsync(Create("1"), Cancellation));
        (string, string)[] known = [("url", url), ("caCert", certificatePem), ("clientCert", certificatePem), ("clientKey", keyPem)];
        var inbox = await ListenAsync("t", "one", known);
        await HeardAsync("Listening", 1);
        await (await OutputAsync("t", known)).InvokeAsync(Create("1"), Cancellation);

        Assert.Equal("1", (await inbox.NextAsync()).Text);
    }

    [Theory]
    [InlineData("url", "ws://127.0.0.1", "url begins with ws://")]
    [InlineData("url", "tcp://user:hidden@", "url is no address")]
    [InlineData("backOffMaxRetries", "often", "backOffMaxRetries")]
    [InlineData("consumerID", "", "consumerID")]
    [InlineData("topic", "", "topic")]
    [InlineData("caCert", "no PEM", "caCert")]
    public async Task What_cannot_be_meant_is_refused_by_the_name_of_the_field(string field, string value, string said)
    {
        var failure = await Assert.ThrowsAsync<ComponentException>(() => StartAsync<IInputBinding>(
            ("url", "ssl://127.0.0.1"), ("topic", "t"), ("consumerID", "one"), (field, value)));

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var inbox in inboxes)
            await inbox.DisposeAsync();
        await bench.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    private static BindingRequest Create(string json, params (string Name, string Value)[] metadata) =>
        new("create", Encoding.UTF8.GetBytes(json), metadata.ToDictionary(item => item.Name, item => item.Value, StringComparer.Ordinal));

    // A line of mosquitto's password file: PBKDF2 with SHA-512.
    private static string Password(string user, string password)
    {
        const int rounds = 101;
        var salt = RandomNumberGenerator.GetBytes(12);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA512, 64);
        return $"{user}:$7${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}\n";
    }

    private static async Task<List<(string Topic, string Text)>> ManyAsync(MqttInbox inbox, int count)
    {
        var messages = new List<(string, string)>();
        while (messages.Count < count)
            messages.Add(await inbox.NextAsync());
        return messages;
    }

    // What a new reading of the same session gets first: nothing that was acknowledged before.
    private async Task<string> FirstAfterAsync(string consumer, string text)
    {
        await PublishAsync([("t", text)]);
        var inbox = await ListenAsync("t", consumer);
        return (await inbox.NextAsync()).Text;
    }

    private Task<T> StartAsync<T>(params (string Name, string Value)[] metadata)
        where T : class, IComponent => bench.StartAsync<T>(
            Type,
            "app",
            [.. metadata.GroupBy(item => item.Name, StringComparer.Ordinal).Select(same => same.Last())]);

    private async Task<MqttInbox> ListenAsync(string topic, string consumer, params (string Name, string Value)[] more)
    {
        var inbox = new MqttInbox(await StartAsync<IInputBinding>([("url", server!.Url), ("topic", topic), ("consumerID", consumer), .. more]));
        inboxes.Add(inbox);
        return inbox;
    }

    private Task<IOutputBinding> OutputAsync(string topic, params (string Name, string Value)[] more) =>
        StartAsync<IOutputBinding>([("url", server!.Url), ("topic", topic), ("consumerID", Guid.NewGuid().ToString("N")), ("cleanSession", "true"), .. more]);

    private async Task PublishAsync(IEnumerable<(string Topic, string Text)> messages)
    {
        var output = await OutputAsync("unused");
        await Task.WhenAll(messages.Select(message => output.InvokeAsync(Create(message.Text, ("topic", message.Topic)), Cancellation)));
    }

    private Task HeardAsync(string part, int times) =>
        Waiting.UntilAsync(() => bench.Said.Count(line => line.Contains(part, StringComparison.Ordinal)) >= times, $"'{part}' is said {times} times");
}
