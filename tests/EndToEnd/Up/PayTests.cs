using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Up;

/// <summary>A fine is paid as a person with a browser pays it, over every process of the fleet.</summary>
[Collection("the whole machine")]
public sealed partial class PayTests : IDisposable
{
    private const int Offset = 8000;
    private static readonly Uri Gateway = new($"http://127.0.0.1:{5080 + Offset}");
    private static readonly Uri Mailbox = new($"http://127.0.0.1:{5090 + Offset}");
    private static readonly Uri Provider = new($"http://127.0.0.1:{5091 + Offset}");

    private readonly string data = Directory.CreateTempSubdirectory("fleet-e2e-").FullName;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public void Dispose()
    {
        http.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_link_in_a_notice_leads_to_the_pages_where_the_fine_is_paid_and_it_is_due_again_when_the_provider_takes_the_money_back()
    {
        await using var program = FleetProgram.Start("up", "--json", "--fresh", "--rate", "4", "--data", data, "--port-offset", $"{Offset}");
        var link = "";
        await Eventually.TrueAsync("a notice asks for money\n" + program.Output, async () => (link = await LinkInNoticeAsync()).Length > 0);
        var (payPage, fineId) = (new Uri(link), link[(link.LastIndexOf('/') + 1)..]);
        Assert.Equal(new Uri(Gateway, "/pay/" + fineId), payPage);

        var page = await http.GetStringAsync(payPage);
        var checkout = await SubmitAsync(payPage, new() { ["once"] = Once().Match(page).Groups["key"].Value });
        Assert.Equal(Provider.Authority, checkout.Authority);
        Assert.Contains(fineId, await http.GetStringAsync(checkout), StringComparison.Ordinal);
        var back = await SubmitAsync(new Uri(checkout + "/pay"), []);
        Assert.Equal(new Uri(Gateway, $"/pay/{fineId}/return"), back);
        await Eventually.TrueAsync("the fine is paid", async () => await StateAsync(fineId) == "paid");
        Assert.Contains("this fine is paid", await http.GetStringAsync(back), StringComparison.Ordinal);

        var payments = await AskAsync(Provider, "/v1/payments");
        var payment = Assert.Single(payments.GetProperty("data").EnumerateArray()).GetProperty("id").GetString();
        using (var reversed = await http.PostAsJsonAsync(new Uri(Provider, $"/v1/payments/{payment}/reverse"), new { reason = "dishonoured" })) Assert.Equal(HttpStatusCode.OK, reversed.StatusCode);
        await Eventually.TrueAsync("the fine is due again", async () => await StateAsync(fineId) == "issued");
        // An event is answered when the book has it.
        await Eventually.TrueAsync("the provider's events are answered", async () => (await AskAsync(Provider, "/v1/deliveries")).GetProperty("waiting").GetInt32() == 0);
        await BookIsSoundAsync();

        Machine.AskToEnd(program.Pid);
        await program.ExitCodeAsync();
        UpReport.Of(program).AssertAgrees();
    }

    // From the latest mails, as the mail page shows them.
    private async Task<string> LinkInNoticeAsync()
    {
        try
        {
            foreach (Match mail in Mail().Matches(await http.GetStringAsync(new Uri(Mailbox, "/mail"))))
            {
                if (PayLink().Match(await http.GetStringAsync(new Uri(Mailbox, mail.Value + "/body"))) is { Success: true } link)
                    return link.Value;
            }
        }
        catch (HttpRequestException)
        {
            // The fleet is not there yet.
        }

        return "";
    }

    private Task<JsonElement> AskAsync(Uri site, string path) => http.GetFromJsonAsync<JsonElement>(new Uri(site, path));

    private async Task<string?> StateAsync(string fineId) => (await AskAsync(Gateway, "/v1/fines/" + fineId)).GetProperty("state").GetString();

    private async Task<Uri> SubmitAsync(Uri form, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(form, content);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!;
    }

    private async Task BookIsSoundAsync()
    {
        var balance = await AskAsync(Gateway, "/v1/ledger/trial-balance");
        Assert.All(balance.GetProperty("totals").EnumerateArray(), total => Assert.Equal(0, total.GetProperty("balanceMinorUnits").GetInt64()));
        var cash = balance.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("account").GetString() == "cash");
        Assert.True(cash.GetProperty("debitMinorUnits").GetInt64() > 0 && cash.GetProperty("balanceMinorUnits").GetInt64() == 0);
        Assert.Equal(0, balance.GetProperty("problems").GetInt64());
    }

    [GeneratedRegex("name=\"once\" value=\"(?<key>[0-9a-f]{32})\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Once();

    [GeneratedRegex("/mail/[0-9]+(?=\">)", RegexOptions.None, 1_000)]
    private static partial Regex Mail();

    [GeneratedRegex("https?://[^\"<> ]+/pay/fin_[0-9a-z]{26}", RegexOptions.None, 1_000)]
    private static partial Regex PayLink();
}
