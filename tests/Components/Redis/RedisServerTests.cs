using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fleet.Runtime.Components;
using Fleet.Runtime.Redis;
using Fleet.Runtime.State;
using Fleet.Tests.Shared;

namespace Fleet.Tests.Components.Redis;

/// <summary>What a component makes of a server that is slow, away, or does not want it.</summary>
public sealed class RedisServerTests : IAsyncDisposable
{
    private readonly ComponentBench bench = new();
    private RedisServer? server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_killed_fails_what_is_asked_and_works_again_when_it_is_back()
    {
        var store = await StartAsync(("redisMaxRetries", "1"));
        await store.WriteAsync(Set("k", "1"), Cancellation);

        await server!.KillAsync();
        var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => store.WriteAsync(Set("k", "2"), Cancellation));
        Assert.Contains(server.Host, failure.Message, StringComparison.Ordinal);
        await server.RestartAsync();

        await store.WriteAsync(Set("k", "3"), Cancellation);
        Assert.Equal("3", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task A_server_that_is_away_for_a_moment_is_not_noticed()
    {
        var store = await StartAsync(("redisMaxRetries", "100"));

        await server!.KillAsync();
        var write = store.WriteAsync(Set("k", "1"), Cancellation);
        await server.RestartAsync();

        await write;
        Assert.Equal("1", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task A_server_killed_under_load_leaves_nobody_waiting()
    {
        var store = await StartAsync(("redisMaxRetries", "0"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var (done, failed) = (0, 0);
        var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    try
                    {
                        await store.WriteAsync(Set($"{writer}", $"{i}"), Cancellation);
                        Interlocked.Increment(ref done);
                    }
                    catch (RedisUnavailableException)
                    {
                        Interlocked.Increment(ref failed);
                        await Task.Yield();
                    }
                }
            },
            Cancellation)).ToList();

        await Waiting.UntilAsync(() => Volatile.Read(ref done) > 500);
        await server!.KillAsync();
        await Waiting.UntilAsync(() => Volatile.Read(ref failed) > 16);
        await server.RestartAsync();
        var before = Volatile.Read(ref done);
        await Waiting.UntilAsync(() => Volatile.Read(ref done) > before + 500);
        await stop.CancelAsync();

        await Task.WhenAll(writers);
    }

    [Fact]
    public async Task All_commands_share_one_connection_and_each_gets_its_own_answer()
    {
        var store = await StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => store.WriteAsync(Set($"k{i}", $"{i}"), Cancellation)));
        var found = await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => TextAsync(store, $"k{i}")));

        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), found);
        var clients = (await RedisWire.SendAsync(server!.Port, "CLIENT", "LIST"))!.ToString();
        Assert.Equal(2, clients.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_take_the_answer_of_another()
    {
        var store = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => store.WriteAsync(Set($"k{i}", $"{i}"), Cancellation)));
        using var gone = new CancellationTokenSource();

        var reads = Enumerable.Range(0, 100).Select(i => store.GetAsync([$"k{i}"], i % 2 == 0 ? gone.Token : Cancellation)).ToList();
        await gone.CancelAsync();

        for (var i = 1; i < 100; i += 2)
            Assert.Equal($"{i}", Encoding.UTF8.GetString((await reads[i])[0]!.Value.Span));
    }

    [Fact]
    public async Task A_value_larger_than_any_buffer_comes_back_whole()
    {
        var store = await StartAsync();
        var large = new byte[5_000_000];
        new Random(1).NextBytes(large);

        await store.WriteAsync(new StateWrite("k", large), Cancellation);

        Assert.Equal(large, (await store.GetAsync(["k"], Cancellation))[0]!.Value.ToArray());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_told_as_such()
    {
        var store = await StartAsync(("redisMaxRetries", "0"), ("readTimeout", "200ms"));

        var pause = RedisWire.SendAsync(server!.Port, "CLIENT", "PAUSE", "2000", "ALL");
        await pause;
        var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => TextAsync(store, "k"));

        Assert.Contains("did not answer within 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_at_the_start_stops_the_start_with_its_address()
    {
        server = await RedisServer.StartAsync();
        await server.KillAsync();

        var failure = await Assert.ThrowsAsync<ComponentException>(() => OpenAsync(("redisMaxRetries", "0")));

        Assert.Contains($"cannot use Redis at {server.Host}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", "WRONGPASS")]
    [InlineData("", "NOAUTH")]
    public async Task A_wrong_or_missing_password_stops_the_start(string password, string reason)
    {
        server = await RedisServer.StartAsync("secret");

        var failure = await Assert.ThrowsAsync<ComponentException>(() => OpenAsync(("redisPassword", password)));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_and_a_database_are_used_also_after_a_broken_connection()
    {
        server = await RedisServer.StartAsync("secret");
        var store = await OpenAsync(("redisPassword", "secret"), ("redisUsername", "default"), ("redisDB", "3"));
        await store.WriteAsync(Set("k", "1"), Cancellation);
        await server.RestartAsync();

        await store.WriteAsync(Set("k", "2"), Cancellation);
        Assert.Equal("2", await TextAsync(store, "k"));
    }

    [Fact]
    public async Task Tls_is_spoken_and_the_certificate_is_verified_unless_that_is_switched_off()
    {
        var port = RedisServer.FreePort();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=redis", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (certificateFile, keyFile) = (Path.Combine(bench.Folder, "redis.crt"), Path.Combine(bench.Folder, "redis.key"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), Cancellation);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem(), Cancellation);
        server = await RedisServer.StartAsync(
            password: null, "--tls-port", $"{port}", "--tls-cert-file", certificateFile, "--tls-key-file", keyFile, "--tls-auth-clients", "no");

        var failure = await Assert.ThrowsAsync<ComponentException>(() => OpenTlsAsync());
        Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
        var store = await OpenTlsAsync(("insecureSkipTLSVerify", "true"));
        await store.WriteAsync(Set("k", "1"), Cancellation);

        Assert.Equal("1", await TextAsync(store, "k"));

        Task<IStateStore> OpenTlsAsync(params (string Name, string Value)[] metadata) => bench.StartAsync<IStateStore>(
            RedisStateStore.Type, "app", [("redisHost", $"127.0.0.1:{port}"), ("enableTLS", "true"), ("redisMaxRetries", "0"), .. metadata]);
    }

    [Theory]
    [InlineData("redisType", "cluster")]
    [InlineData("failover", "true")]
    [InlineData("useEntraID", "true")]
    public async Task What_the_runtime_does_not_have_is_refused_by_the_name_of_the_field(string field, string value)
    {
        var failure = await Assert.ThrowsAsync<ComponentException>(
            () => bench.StartAsync<IStateStore>(RedisStateStore.Type, "app", ("redisHost", "127.0.0.1:1"), (field, value)));

        Assert.Contains(field, failure.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    private static StateWrite Set(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    private static async Task<string?> TextAsync(IStateStore store, string key) =>
        (await store.GetAsync([key], Cancellation))[0] is { } entry ? Encoding.UTF8.GetString(entry.Value.Span) : null;

    private async Task<IStateStore> StartAsync(params (string Name, string Value)[] metadata)
    {
        server = await RedisServer.StartAsync();
        return await OpenAsync(metadata);
    }

    private Task<IStateStore> OpenAsync(params (string Name, string Value)[] metadata) =>
        bench.StartAsync<IStateStore>(RedisStateStore.Type, "app", [("redisHost", server!.Host), .. metadata]);
}
