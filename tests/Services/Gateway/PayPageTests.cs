using System.Net;
using System.Text.RegularExpressions;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.FineCollection;
using Fleet.Tests.Services.FineCollection.Payments;

namespace Fleet.Tests.Services.Gateway;

/// <summary>The pages where a fine is paid.</summary>
public sealed partial class PayPageTests
{
    [Fact]
    public async Task From_the_page_over_the_provider_back_to_a_page_that_says_paid()
    {
        await using var bench = await ProviderBench.Start();
        var fineId = await bench.Bench.Chain.Issued();

        var page = await Page(bench.Gateway, "/pay/" + fineId);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("EUR 103.00", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(Some.Plate(), page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
        var once = Once().Match(page.Html).Groups["key"].Value;
        var (first, second) = (await Submit(bench, fineId, once), await Submit(bench, fineId, once));
        Assert.Equal(first, second);
        Assert.Equal("We are waiting for your payment", (await Page(bench.Gateway, $"/pay/{fineId}/return")).Title);

        using var pressed = await bench.Press(first, "pay");
        Assert.EndsWith($"/pay/{fineId}/return", pressed.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
        await Answers.Until(async () => (await bench.Bench.Fine(fineId)).State() == "paid");
        Assert.Equal("Thank you: this fine is paid", (await Page(bench.Gateway, pressed.Headers.Location.AbsolutePath)).Title);
        Assert.Equal("Thank you: this fine is paid", (await Page(bench.Gateway, "/pay/" + fineId)).Title);
    }

    [Fact]
    public async Task Every_page_is_safe_and_says_what_it_can_say()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Gateway);
        var referred = await chain.Issued(excessKmh: 40);

        Assert.Equal((HttpStatusCode.OK, "There is nothing to pay"), (await Page(chain.Gateway, "/pay/" + referred)) is var none ? (none.Status, none.Title) : default);
        Assert.Equal((HttpStatusCode.NotFound, "We do not know this fine"), (await Page(chain.Gateway, "/pay/fin_0000")) is var unknown ? (unknown.Status, unknown.Title) : default);
        Assert.Equal(HttpStatusCode.NotFound, (await Page(chain.Gateway, "/pay/%3Cscript%3E")).Status);
    }

    [Fact]
    public async Task When_the_provider_or_the_service_is_away_the_page_says_that_nothing_was_paid()
    {
        await using var bench = await PaymentBench.Start(null, null, AppIds.Gateway);
        var fineId = await bench.Chain.Issued();
        using var answer = await bench.Chain.Gateway.PostAsync("/pay/" + fineId, new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Nothing was paid", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await using var alone = await ServiceChain.Start(null, AppIds.Gateway);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Payment is not possible right now"), (await Page(alone.Gateway, "/pay/fin_1")) is var away ? (away.Status, away.Title) : default);
    }

    [Fact]
    public async Task The_links_of_a_notice_lead_to_the_fine_and_to_an_objection_that_is_taken_once()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Gateway);
        var fineId = await chain.Issued();
        using var shown = await chain.Gateway.GetAsync("/fines/" + fineId);
        Assert.Equal((HttpStatusCode.Redirect, "/pay/" + fineId), (shown.StatusCode, shown.Headers.Location?.OriginalString));

        var page = await Page(chain.Gateway, "/object/" + fineId);
        Assert.Equal("Object to your fine", page.Title);
        var once = Once().Match(page.Html).Groups["key"].Value;
        Assert.Equal(HttpStatusCode.BadRequest, await Object(chain, fineId, once, " "));
        Assert.Equal(HttpStatusCode.OK, await Object(chain, fineId, once, "It was <b>not</b> me"));
        Assert.Equal(HttpStatusCode.OK, await Object(chain, fineId, once, "It was <b>not</b> me"));
        var fine = await chain.Fines.Json("/v1/fines/" + fineId);
        Assert.Equal(("objected", 2), (fine.GetProperty("state").GetString(), fine.GetProperty("sequence").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, await Object(chain, fineId, "0123456789abcdef0123456789abcdef", "Still not me"));
        Assert.Equal(HttpStatusCode.NotFound, await Object(chain, "fin_0000", once, "Who?"));
    }

    private static async Task<HttpStatusCode> Object(ServiceChain chain, string fineId, string once, string grounds)
    {
        using var form = new FormUrlEncodedContent([new("once", once), new("grounds", grounds)]);
        using var answer = await chain.Gateway.PostAsync("/object/" + fineId, form);
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string Title, string Html)> Page(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return (answer.StatusCode, Heading().Match(html).Groups["text"].Value, html);
    }

    private static async Task<string> Submit(ProviderBench bench, string fineId, string once)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pay/" + fineId) { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["once"] = once }) };
        using var answer = await bench.Gateway.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.AbsoluteUri;
    }

    [GeneratedRegex("name=\"once\" value=\"(?<key>[0-9a-f]{32})\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Once();

    [GeneratedRegex("<h1>(?<text>[^<]*)</h1>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Heading();
}
