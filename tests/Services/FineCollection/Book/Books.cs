using System.Text.Json;
using Fleet.FineCollection.Book.Checks;
using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Domain;
using Fleet.Tests.Services.Chain;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Tests.Services.FineCollection.Book;

/// <summary>Words for the book.</summary>
internal static class Books
{
    public static readonly DateTimeOffset At = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    public static JournalClient Journal(this ServiceChain chain) => chain.FineServices.GetRequiredService<JournalClient>();

    /// <summary>An entry of two postings.</summary>
    public static BookEntry Entry(string subject, int sequence, long minorUnits = 100, long? counter = null, string currency = "EUR") => new(
        subject, sequence,
        [
            new Posting($"cause-{subject}-{sequence}", At, Accounts.Receivable, minorUnits, currency),
            new Posting($"cause-{subject}-{sequence}", At, Accounts.Revenue, counter ?? -minorUnits, currency),
        ]);

    public static string Fine(int number) => "fin_" + number.ToString().PadLeft(26, '0');

    public static async Task<BookAnswer> Book(this JournalClient journal, params BookEntry[] entries)
    {
        var answers = new List<BookAnswer>();
        foreach (var shard in entries.GroupBy(entry => JournalClient.ShardOf(entry.Subject))) answers.Add(await journal.Book(shard.Key, [.. shard], default));
        return new BookAnswer(answers.Sum(answer => answer.Booked), answers.Sum(answer => answer.Refused));
    }

    public static async Task<long> Balance(this HttpClient client, string account, string query = "")
    {
        var balance = await client.Json("/v1/ledger/trial-balance" + query);
        var lines = balance.GetProperty("accounts").EnumerateArray().Where(line => line.GetProperty("account").GetString() == account).ToList();
        return lines.Count == 0 ? 0 : lines[0].GetProperty("balanceMinorUnits").GetInt64();
    }

    /// <summary>The trial balance sums to zero in every currency, and nothing was refused.</summary>
    public static async Task BookIsSound(this HttpClient client)
    {
        var balance = await client.Json("/v1/ledger/trial-balance");
        Assert.All(balance.GetProperty("totals").EnumerateArray(), total => Assert.Equal(0, total.GetProperty("balanceMinorUnits").GetInt64()));
        Assert.Equal(0, balance.GetProperty("problems").GetInt64());
    }

    /// <summary>Checks the book; the report when it is over.</summary>
    public static async Task<JsonElement> Check(this HttpClient client)
    {
        using var begun = await client.PostAsync("/v1/ledger/checks", null);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, begun.StatusCode);
        var path = begun.Headers.Location!.ToString();
        await Answers.Until(async () => (await client.Json(path)).GetProperty("check").GetProperty("state").GetString() != CheckStates.Running);
        return await client.Json(path);
    }
}
