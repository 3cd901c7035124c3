using Fleet.Contracts;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.FineCollection.Book;

namespace Fleet.Tests.Services.FineCollection.Payments;

/// <summary>What a checkout asks for while a discount can be had, and no longer.</summary>
public sealed class DiscountCheckoutTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    // Midnight of Amsterdam after the tenth day.
    private static readonly DateTimeOffset End = new(2026, 3, 24, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task While_the_window_is_open_the_discounted_amount_is_asked_and_pays_the_fine()
    {
        var time = new VirtualTime(Noon);
        await using var bench = await ProviderBench.Start(time);
        var fineId = await Issued(bench);

        var opened = await bench.Checkout(fineId);
        Assert.Equal((4_800, time.GetUtcNow().AddMinutes(30)), (Amount(opened), opened.Json.GetProperty("expiresAt").GetDateTimeOffset()));
        using var pressed = await bench.Press(opened.Json.Text("url")!, "pay");
        await bench.Bench.Chain.Until(async () => (await bench.Bench.Fine(fineId)).State() == "paid");
        // The event is answered when the book has it.
        await bench.Bench.Chain.Until(() => Task.FromResult(bench.Provider.Sender.Waiting == 0));

        Assert.Equal((4_800, 1_200), (await bench.Bench.Fines.Balance("cash"), await bench.Bench.Fines.Balance("discounts")));
        await bench.Bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_checkout_with_a_discount_ends_with_the_window_and_the_next_asks_for_all()
    {
        var time = new VirtualTime(Noon);
        await using var bench = await ProviderBench.Start(time);
        var fineId = await Issued(bench);

        time.Advance(End.AddMinutes(-10) - time.GetUtcNow());
        var last = await bench.Checkout(fineId);
        Assert.Equal((4_800, End), (Amount(last), last.Json.GetProperty("expiresAt").GetDateTimeOffset()));

        time.Advance(End - time.GetUtcNow());
        using var late = await bench.Press(last.Json.Text("url")!, "pay");
        Assert.Empty(bench.Provider.Book.Payments);
        Assert.Equal(6_000, Amount(await bench.Checkout(fineId)));
        var payable = await bench.Gateway.Json($"/v1/fines/{fineId}/payable");
        Assert.Equal((6_000, false), (payable.GetProperty("amount").GetProperty("minorUnits").GetInt64(), payable.TryGetProperty("discountUntil", out _)));
    }

    private static long Amount(DeskAnswer checkout) => checkout.Json.GetProperty("amount").GetProperty("minorUnits").GetInt64();

    private static async Task<string> Issued(ProviderBench bench)
    {
        var (chain, violation) = (bench.Bench.Chain, Some.Violation(Some.Plate()) with { Jurisdiction = "PT" });
        await chain.Publish(Topics.SpeedingViolations, violation);
        var fineId = Some.FineId(violation);
        await chain.Until(async () => (await FineLists.Ids(chain.Fines, "/v1/fines?plate=" + violation.Plate)).Contains(fineId));
        return fineId;
    }
}
