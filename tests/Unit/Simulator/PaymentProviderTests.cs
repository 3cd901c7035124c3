using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fleet.PaymentProvider;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Simulator;

/// <summary>The payment provider's simulator, seen from the shop that it tells its events.</summary>
public sealed class PaymentProviderTests : IAsyncDisposable
{
    private const string Secret = "whsec_of_this_test";

    private readonly VirtualTime time = new(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
    private readonly Shop shop = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private PaymentProviderHost? provider;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (provider is not null) await provider.DisposeAsync();
    }

    [Fact]
    public async Task An_event_is_signed_over_time_and_body_with_the_common_secret()
    {
        await Pay(await Checkout());
        await Delivered();

        var told = Assert.Single(shop.Taken);
        Assert.StartsWith($"t={time.GetUtcNow().ToUnixTimeSeconds()},v1=", told.Signature, StringComparison.Ordinal);
        Assert.True(told.IsSignedWith(Secret));
        Assert.Equal(("payment.succeeded", "fin_1", 4_800), (told.Type, told.Data.GetProperty("reference").GetString(), told.MinorUnits));
    }

    [Fact]
    public async Task An_event_is_told_until_it_is_answered_2xx_later_each_time_and_signed_anew()
    {
        shop.Answers = number => number switch { 1 => HttpStatusCode.ServiceUnavailable, 2 => null, 3 => HttpStatusCode.SeeOther, _ => HttpStatusCode.NoContent };
        await Pay(await Checkout());
        Assert.True(await time.AdvanceUntilAsync(() => Task.FromResult(provider!.Sender.Waiting == 0), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)));

        var attempts = provider!.Sender.Attempts;
        Assert.Equal([503, 0, 303, 204], attempts.Select(attempt => attempt.Status));
        Assert.Single(attempts.Select(attempt => attempt.EventId).Distinct(StringComparer.Ordinal));
        var pauses = attempts.Zip(attempts.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).ToList();
        Assert.Equal([1, 2, 4], pauses.Select((pause, number) => Math.Min(pause, 1 << number)));
        Assert.Equal(4, shop.Taken.Select(told => told.Signature).Distinct(StringComparer.Ordinal).Count());
        Assert.All(shop.Taken, told => Assert.True(told.IsSignedWith(Secret)));
        Assert.Single(shop.Taken.Select(told => told.Body).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_duplicate_is_the_same_event_twice()
    {
        await Misbehave(Mischiefs.Duplicate);
        await Pay(await Checkout());
        await Delivered();
        Assert.Equal(2, shop.Taken.Count);
        Assert.Single(shop.Taken.Select(told => told.Body).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_forged_event_comes_before_the_true_one_with_more_money_and_under_another_secret()
    {
        shop.Answers = number => number == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK;
        await Misbehave(Mischiefs.Forge);
        await Pay(await Checkout());
        await Delivered();

        Assert.Equal([(false, 94_800L), (true, 4_800L)], shop.Taken.Select(told => (told.IsSignedWith(Secret), told.MinorUnits)));
        Assert.Equal([Mischiefs.Forge, null], provider!.Sender.Attempts.Select(attempt => attempt.Mischief));
    }

    [Fact]
    public async Task An_event_that_is_held_back_comes_after_the_next_and_a_replay_is_the_first_of_all_again()
    {
        await Misbehave(Mischiefs.Reorder);
        await Pay(await Checkout("fin_1"));
        Assert.Equal(1, provider!.Sender.Waiting);
        await Pay(await Checkout("fin_2"));
        await Delivered();
        Assert.Equal(["fin_1", "fin_2"], shop.Taken.Select(told => told.Data.GetProperty("reference").GetString()).Order(StringComparer.Ordinal));

        await Misbehave(Mischiefs.Replay);
        await Pay(await Checkout("fin_3"));
        await Delivered();
        Assert.Equal(["fin_3", "fin_1"], shop.Taken.Skip(2).Select(told => told.Data.GetProperty("reference").GetString()));
    }

    [Fact]
    public async Task A_checkout_is_paid_once_and_a_payment_taken_back_once_and_a_key_opens_one_checkout()
    {
        var url = await Checkout(key: "k-1");
        Assert.Equal(url, await Checkout(key: "k-1"));
        using var other = await Order("fin_2", "k-1");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        await Pay(url);
        await Pay(url);

        var payment = Assert.Single(provider!.Book.Payments);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], [await Reverse(payment.Id), await Reverse(payment.Id)]);
        await Delivered();
        Assert.Equal(["payment.reversed", "payment.succeeded"], shop.Taken.Select(told => told.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task After_it_expired_a_checkout_takes_no_money_and_says_so()
    {
        var url = await Checkout();
        time.Advance(TimeSpan.FromMinutes(30));
        await Pay(url);
        Assert.Empty(provider!.Book.Payments);
        using var page = await http.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
    }

    private async Task<HttpResponseMessage> Order(string reference, string? key)
    {
        provider ??= await PaymentProviderHost.StartAsync(new ProviderSettings(0, new Uri("http://shop/webhooks"), Secret), time, shop, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(provider.Url, "/v1/checkouts"));
        request.Content = JsonContent.Create(new { reference, amount = new { minorUnits = 4_800, currency = "EUR" } });
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<Uri> Checkout(string reference = "fin_1", string? key = null)
    {
        using var answer = await Order(reference, key);
        return new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("url").GetString()!);
    }

    private async Task Pay(Uri checkout)
    {
        using var answer = await http.PostAsync(new Uri(checkout + "/pay"), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private async Task<HttpStatusCode> Reverse(string paymentId)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(provider!.Url, $"/v1/payments/{paymentId}/reverse"), new { reason = "dishonoured" }, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task Misbehave(string mischief)
    {
        if (provider is null) using (await Order("fin_0", null)) Assert.NotNull(provider);
        using var answer = await http.PostAsJsonAsync(new Uri(provider!.Url, "/v1/mischief"), new { next = new[] { mischief } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private Task Delivered() => Shared.Waiting.UntilAsync(() => provider!.Sender.Waiting == 0);

    private sealed record Told(string Body, string Signature)
    {
        public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

        public string Type => Json.GetProperty("type").GetString()!;

        public JsonElement Data => Json.GetProperty("data");

        public long MinorUnits => Data.GetProperty("amount").GetProperty("minorUnits").GetInt64();

        public bool IsSignedWith(string secret)
        {
            var seconds = long.Parse(Signature["t=".Length..Signature.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
            var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{Body}"));
            return Signature.EndsWith(",v1=" + Convert.ToHexStringLower(digest), StringComparison.Ordinal);
        }
    }

    private sealed class Shop : HttpMessageHandler
    {
        private readonly ConcurrentQueue<Told> taken = new();
        private int last;

        /// <summary>What the first, second ... attempt is answered; null: the connection breaks.</summary>
        public Func<int, HttpStatusCode?> Answers { get; set; } = _ => HttpStatusCode.OK;

        public IReadOnlyCollection<Told> Taken => taken;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            taken.Enqueue(new Told(await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.GetValues(EventSender.Header).Single()));
            return Answers(Interlocked.Increment(ref last)) is { } status ? new HttpResponseMessage(status) : throw new HttpRequestException("The connection broke.");
        }
    }
}
