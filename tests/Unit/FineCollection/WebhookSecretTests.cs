using Dapr.Client;
using Fleet.Contracts;
using Fleet.FineCollection.Payments.Webhook;
using Fleet.Runtime.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Fleet.Tests.Unit.FineCollection;

public sealed class WebhookSecretTests
{
    private readonly VirtualTime time = new(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
    private readonly Mock<DaprClient> dapr = new();
    private string? stored = "old";
    private int asked;

    [Fact]
    public async Task It_is_read_once_until_a_signature_does_not_fit_it()
    {
        var secret = Secret();
        Assert.Equal(("old", "old"), (await secret.Get(default), await secret.Get(default)));
        Assert.Equal(1, asked);

        stored = "new";
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("new", await secret.Changed("old", default));
        Assert.Equal("new", await secret.Get(default));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Whoever_forges_signatures_cannot_make_it_be_read_more_than_once_a_minute()
    {
        var secret = Secret();
        await secret.Get(default);
        time.Advance(TimeSpan.FromMinutes(1));

        for (var forged = 0; forged < 100; forged++) Assert.Null(await secret.Changed("old", default));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task While_the_store_is_away_the_known_secret_counts_and_without_one_it_is_asked_for_each_time()
    {
        var secret = Secret();
        stored = null;
        Assert.Null(await secret.Get(default));
        stored = "old";
        Assert.Equal("old", await secret.Get(default));

        stored = null;
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await secret.Changed("old", default));
        Assert.Equal("old", await secret.Get(default));
    }

    private WebhookSecret Secret()
    {
        dapr.Setup(client => client.GetSecretAsync(ComponentNames.Secrets, WebhookSecret.Name, It.IsAny<IReadOnlyDictionary<string, string>>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                asked++;
                return stored is null
                    ? Task.FromException<Dictionary<string, string>>(new Dapr.DaprException("away"))
                    : Task.FromResult(new Dictionary<string, string>(StringComparer.Ordinal) { [WebhookSecret.Name] = stored });
            });
        return new WebhookSecret(dapr.Object, time, NullLogger<WebhookSecret>.Instance);
    }
}
