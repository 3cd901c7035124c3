using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using Fleet.Cli.Control;
using Fleet.Cli.Registry;
using Fleet.Runtime.Faults;

namespace Fleet.Cli.Commands;

/// <summary><c>fleet fault</c>: breaks a run that was started with <c>--allow-faults</c>, and mends it.</summary>
internal static class FaultCommand
{
    private static readonly Option<string?> Data = DataOption.Create();
    private static readonly Option<string?> Control = new("--control") { Description = "Address of the run's control endpoint (default: that of the run that allows faults)", HelpName = "URL" };
    private static readonly Option<string?> App = new(FaultOptions.AppName) { Description = "An app of the run, when several runs allow faults", HelpName = "APP" };
    private static readonly Argument<string> Id = new("id") { Description = "Number or name of the fault, as list shows it" };

    public static Command Create()
    {
        var add = new Command("add", "Let something go wrong: delay, error, drop, drop-answer, duplicate or reorder.") { FaultOptions.Kind, Data, Control };
        FaultOptions.All.ForEach(add.Options.Add);
        add.SetAction((parsed, cancellation) => AskAsync(parsed, (http, at) => AddAsync(http, at, FaultOptions.Rule(parsed), cancellation)));
        var list = new Command("list", "Show the faults and how often each has acted.") { Data, Control, App };
        list.SetAction((parsed, cancellation) => AskAsync(parsed, (http, at) => ListAsync(http, at, cancellation)));
        var remove = new Command("remove", "End a fault.") { Id, Data, Control, App };
        remove.SetAction((parsed, cancellation) => AskAsync(parsed, (http, at) =>
            http.DeleteAsync(new Uri(at, "faults/" + Uri.EscapeDataString(parsed.GetValue(Id)!)), cancellation)));
        var clear = new Command("clear", "End all faults.") { Data, Control, App };
        clear.SetAction((parsed, cancellation) => AskAsync(parsed, (http, at) => http.DeleteAsync(new Uri(at, "faults"), cancellation)));
        return new Command("fault", "Break a run on purpose, and mend it.") { add, list, remove, clear };
    }

    private static async Task<int> AskAsync(ParseResult parsed, Func<HttpClient, Uri, Task<HttpResponseMessage>> ask)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await ask(http, AddressOf(parsed));
            if (answer.IsSuccessStatusCode)
                return 0;
            var refusal = await answer.Content.ReadFromJsonAsync<FaultRefusal>(FaultApi.Json);
            throw new CommandFailedException(string.Join(Environment.NewLine, refusal!.Mistakes.Select(mistake => $"{mistake.Field} {mistake.Message}".Trim())));
        }
        catch (HttpRequestException away)
        {
            throw new CommandFailedException($"The run cannot be reached: {away.Message}");
        }
    }

    private static Uri AddressOf(ParseResult parsed)
    {
        if (parsed.GetValue(Control) is { } given)
            return Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var address) ? address : throw new CommandFailedException($"'{given}' is no address for --control.");
        var app = parsed.GetValue<string?>(FaultOptions.AppName);
        return FaultTarget.Choose(FaultTarget.All(RunRegistry.OfUser().All(), DataOption.Own()), DataOption.Given(parsed, Data), app);
    }

    private static async Task<HttpResponseMessage> AddAsync(HttpClient http, Uri at, FaultRule rule, CancellationToken cancellation)
    {
        var answer = await http.PostAsJsonAsync(new Uri(at, "faults"), rule, FaultApi.Json, cancellation);
        if (answer.IsSuccessStatusCode)
            Console.WriteLine($"Fault {(await answer.Content.ReadFromJsonAsync<FaultRule>(FaultApi.Json, cancellation))!.Id} is in force.");
        return answer;
    }

    private static async Task<HttpResponseMessage> ListAsync(HttpClient http, Uri at, CancellationToken cancellation)
    {
        var answer = await http.GetAsync(new Uri(at, "faults"), cancellation);
        if (!answer.IsSuccessStatusCode)
            return answer;
        var faults = (await answer.Content.ReadFromJsonAsync<List<FaultStatus>>(FaultApi.Json, cancellation))!;
        if (faults.Count == 0)
            Console.WriteLine("There are no faults.");
        foreach (var fault in faults)
            Console.WriteLine($"{fault.Rule.Id,-6} {FaultOptions.Describe(fault.Rule),-60} acted {fault.Acted.ToString(CultureInfo.InvariantCulture)}{(fault.HasEnded ? ", ended" : "")}");
        return answer;
    }
}
