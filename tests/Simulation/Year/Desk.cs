using System.Globalization;
using System.Text.Json;

namespace Fleet.Tests.Simulation.Year;

/// <summary>Carries out what people do: asks the service, does the same to the model, and compares what came of it.</summary>
internal sealed class Desk(Clerk clerk, Wrongs wrongs, Random random)
{
    private readonly Lock gate = new();

    /// <summary>Payments that go over the bank today.</summary>
    public List<(Case Case, long Amount, DateOnly ValueDate)> Bank { get; } = [];

    /// <summary>Fines whose owners are found by file today.</summary>
    public List<Case> Files { get; } = [];

    /// <summary>Fines whose recipient nominated a driver, with what is known of the new fine.</summary>
    public List<(Case Case, string FineId, string OwnerId, string Email)> Nominated { get; } = [];

    /// <summary>Cells of the table that somebody stood in, as state and command.</summary>
    public HashSet<(string State, string Command)> Cells { get; } = [];

    public async Task Do(Case @case, Step step, DateOnly today)
    {
        var model = @case.Model;
        if (step.Act == "bank")
        {
            lock (gate) Bank.Add((@case, Amount(model, step.Arguments[0], today), today));
            return;
        }

        if (step.Act == "file")
        {
            lock (gate) Files.Add(@case);
            return;
        }

        var (command, path, body, apply) = Order(@case, step, today);
        if (path is not null) await Ask(@case, command, path, body!, apply!, today);
    }

    /// <summary>One order; a refusal that the model knows of is right.</summary>
    public async Task Ask(Case @case, string command, string path, object body, Action<JsonElement> apply, DateOnly today)
    {
        var model = @case.Model;
        lock (gate) Cells.Add((model.State, command));
        var refusal = Refusal.Of(model, command, today);
        var (key, url) = ($"order-{++@case.Orders}", $"/v1/fines/{@case.FineId}/{path}");
        var answer = await clerk.Post(url, body, key);
        @case.Done.Add(string.Create(CultureInfo.InvariantCulture, $"{today:yyyy-MM-dd} {model.State}: {path} {JsonSerializer.Serialize(body)} -> {answer.Status} {answer.Code}"));
        if (answer.Status == 200 && refusal is null)
        {
            apply(answer.Body);
            Compare(@case, answer.Body);
        }
        else if (answer.Status != 409 || answer.Code != refusal)
        {
            wrongs.Add(@case, $"{path} in {model.State} was answered {answer.Status} {answer.Code}, not {refusal ?? "200"}: {answer.Body}");
        }

        bool again;
        lock (gate) again = random.Next(8) == 0;
        if (again) await Repeat(@case, url, body, key, answer);
    }

    /// <summary>The fine as the service tells of it is as it should be.</summary>
    public void Compare(Case @case, JsonElement fine)
    {
        var model = @case.Model;
        var seen = (State: fine.GetProperty("state").GetString()!, Due: Minor(fine, "due"), Refundable: Minor(fine, "refundable"), DueDate: model.HasDueDate ? Day(fine, "dueDate") : null, Sequence: fine.GetProperty("sequence").GetInt32());
        var right = (model.State, model.Due, model.Refundable, model.DueDate, model.Story.Count);
        if (seen != right) wrongs.Add(@case, $"is {seen} and should be {right}");
        var next = fine.TryGetProperty("terms", out var terms) && terms.TryGetProperty("nextStepAt", out var at) ? at.GetDateTimeOffset() : (DateTimeOffset?)null;
        var begin = model.Next is { } day ? Days.Begin(day, @case.Law.Zone) : (DateTimeOffset?)null;
        if (next != begin) wrongs.Add(@case, $"its next step is at {next:O} and should be at {begin:O}");
        var sums = fine.GetProperty("ledger").EnumerateArray().Sum(posting => posting.GetProperty("minorUnits").GetInt64());
        if (sums != 0) wrongs.Add(@case, $"its ledger sums to {sums}");
        if (model.Next is { } booked) @case.Booked.Add(booked);
    }

    private async Task Repeat(Case @case, string url, object body, string key, Answered first)
    {
        var again = await clerk.Post(url, body, key);
        if (again.Status != first.Status || !again.IsReplay || again.Body.ToString() != first.Body.ToString()) wrongs.Add(@case, $"{url} with its key again was answered {again.Status} {again.Code}");
        var other = await clerk.Post(url, body is Dictionary<string, object> fields ? Changed(fields) : body, key);
        if (other.Code != "idempotency_key_reused") wrongs.Add(@case, $"{url} with its key and another body was answered {other.Status} {other.Code}");
    }

    private static Dictionary<string, object> Changed(Dictionary<string, object> body)
    {
        var other = new Dictionary<string, object>(body, StringComparer.Ordinal);
        if (other.ContainsKey("reason")) other["reason"] = "something else";
        else if (other.ContainsKey("amount")) other["amount"] = new { minorUnits = 77, currency = "EUR" };
        else if (other.ContainsKey("grounds")) other["grounds"] = "something else";
        else if (other.ContainsKey("servedOn")) other["servedOn"] = "2026-01-01";
        else if (other.ContainsKey("count")) other["count"] = 119;
        else other[other.Keys.Single()] = Person("own_other", "other@example.net");
        return other;
    }

    private (string Command, string? Path, Dictionary<string, object>? Body, Action<JsonElement>? Apply) Order(Case @case, Step step, DateOnly today)
    {
        var (model, law) = (@case.Model, @case.Law);
        var argument = step.Arguments.Count > 0 ? step.Arguments[0] : "";
        (string, string?, Dictionary<string, object>?, Action<JsonElement>?) none = ("", null, null, null);
        switch (step.Act)
        {
            case "pay" or "part":
                var amount = step.Act == "part" ? model.NextPart?.Amount ?? 0 : Amount(model, argument, today);
                return amount < 1 ? none : ("pay", "payments", new() { ["amount"] = Money(amount, law), ["valueDate"] = Text(today), ["method"] = "card" }, fine => model.Pay(LastPayment(fine), amount, today, today));
            case "reverse":
                return model.Payments.LastOrDefault(payment => !payment.IsReversed) is not { } last ? none
                    : ("reverse_payment", $"payments/{last.Id}/reversal", Because(), _ => model.Reverse(last.Id, today));
            case "refund":
                var back = argument == "half" ? model.Refundable / 2 : Math.Max(1, model.Refundable);
                return back < 1 ? none : ("refund", "refunds", new() { ["amount"] = Money(back, law) }, _ => model.Refund(back, today));
            case "serve":
                var on = today.AddDays(-int.Parse(argument, CultureInfo.InvariantCulture));
                return ("serve", "service", new() { ["servedOn"] = Text(on) }, _ => model.Serve(on, today));
            case "object":
                return ("object", "objections", new() { ["grounds"] = "It was not so." }, _ => model.Object(today));
            case "uphold" or "dismiss" or "reduce":
                return Decision(model, step.Act, today);
            case "nominate":
                var (driver, email) = ($"own_driver-{@case.FineId}", $"driver-{@case.FineId}@example.net");
                return ("nominate_driver", "nominations", new() { ["driver"] = Person(driver, email) }, fine =>
                {
                    model.End("nominated", today);
                    lock (gate) Nominated.Add((@case, fine.GetProperty("replacedBy").GetString()!, driver, email));
                }
                );
            case "plan" or "planlast":
                return Plan(@case, step, today);
            case "withdraw" or "writeoff":
                return step.Act == "withdraw" ? ("withdraw", "withdrawal", Because(), _ => model.End("withdrawn", today)) : ("write_off", "write-off", Because(), _ => model.End("written_off", today));
            case "owner":
                var (owner, address) = ($"own_found-{@case.FineId}", $"found-{@case.FineId}@example.net");
                return ("assign_owner", "owner", new() { ["owner"] = Person(owner, address) }, _ =>
                {
                    model.Assign(today);
                    @case.Found(owner, address);
                }
                );
            default:
                throw new ArgumentException($"Nobody knows how to {step.Act}.", nameof(step));
        }
    }

    private (string, string?, Dictionary<string, object>?, Action<JsonElement>?) Plan(Case @case, Step step, DateOnly today)
    {
        var model = @case.Model;
        var (count, first) = step.Act == "planlast"
            ? (2, model.Prescribes.AddDays(-1).AddMonths(-1))
            : (int.Parse(step.Arguments[0], CultureInfo.InvariantCulture), today.AddDays(int.Parse(step.Arguments[1], CultureInfo.InvariantCulture)));
        // A claim that will soon be too old, or a month without that day, makes no plan.
        if (first.AddMonths(count - 1) >= model.Prescribes || first < today) return ("", null, null, null);
        return ("agree_instalments", "instalments", new() { ["count"] = count, ["firstDueDate"] = Text(first) }, _ => model.Agree(count, first, today));
    }

    private static (string, string?, Dictionary<string, object>?, Action<JsonElement>?) Decision(Model model, string act, DateOnly today)
    {
        var body = Because();
        var (decision, penalty) = act switch { "uphold" => ("upheld", (long?)null), "dismiss" => ("dismissed", null), _ => ("reduced", model.Penalty * 2 / 3) };
        body["decision"] = decision;
        if (penalty is { } less) body["penaltyMinorUnits"] = less;
        return ("decide", "decisions", body, _ => model.Decide(decision, penalty, today));
    }

    private static long Amount(Model model, string what, DateOnly today) => what switch
    {
        "due" => model.Due,
        "low" => model.State == "discount_window" && model.Payments.Count == 0 ? Math.Min(model.Due, model.Discounted) : model.Due,
        "disc" => model.Discounted,
        "half" => model.Due / 2,
        "short" => model.Due - 1,
        "over" => model.Due + 1234 + today.Day,
        "penalty" => model.Penalty,
        _ => long.Parse(what, CultureInfo.InvariantCulture),
    };

    private static string LastPayment(JsonElement fine) => fine.GetProperty("payments").EnumerateArray().Last().GetProperty("id").GetString()!;

    private static Dictionary<string, object> Because() => new() { ["reason"] = "because" };

    private static object Person(string ownerId, string email) => new { ownerId, name = "A Person", email };

    private static object Money(long minorUnits, Law law) => new { minorUnits, currency = law.Currency };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Minor(JsonElement fine, string name) => fine.TryGetProperty(name, out var money) ? money.GetProperty("minorUnits").GetInt64() : 0;

    private static DateOnly? Day(JsonElement fine, string name) => fine.TryGetProperty(name, out var day) ? DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
