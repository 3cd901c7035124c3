using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Services.Chain;

/// <summary>A mail as the service gave it to the binding.</summary>
internal sealed record TrappedMail(string To, string From, string Cc, string Subject, string Body);

/// <summary>Takes the place of the binding <c>mail</c>: keeps what is sent, and refuses when told so.</summary>
internal sealed class MailTrap
{
    private readonly ConcurrentQueue<TrappedMail> mails = new();
    private readonly ConcurrentQueue<string> traces = new();
    private int now;
    private int most;
    private int refusals;
    private Func<string, MailAnswer> answers = _ => MailAnswer.Take;

    public IReadOnlyList<TrappedMail> Mails => [.. mails];

    /// <summary>The traces that mails were sent in.</summary>
    public IReadOnlyCollection<string> Traces => traces;

    /// <summary>How many sends were under way at once, at most.</summary>
    public int MostAtOnce => Volatile.Read(ref most);

    /// <summary>What is answered to a mail to an address.</summary>
    public void Answers(Func<string, MailAnswer> answer) => Volatile.Write(ref answers, answer);

    /// <summary>Refuses the next sends.</summary>
    public void Refuse(int times) => Volatile.Write(ref refusals, times);

    public async Task<HttpResponseMessage?> Answer(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (!request.RequestUri!.AbsolutePath.EndsWith("/bindings/mail", StringComparison.Ordinal)) return null;
        traces.Enqueue(Activity.Current?.TraceId.ToHexString() ?? "");
        var now = Interlocked.Increment(ref this.now);
        for (var most = MostAtOnce; now > most && Interlocked.CompareExchange(ref this.most, now, most) != most; most = MostAtOnce) continue;
        try
        {
            await Task.Yield();
            if (Interlocked.Decrement(ref refusals) >= 0) return Failed(request);
            var mail = Read(await request.Content!.ReadFromJsonAsync<JsonElement>(cancellation));
            var answer = Volatile.Read(ref answers)(mail.To);
            if (answer == MailAnswer.Hang) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            if (answer == MailAnswer.Fail) return Failed(request);
            mails.Enqueue(mail);
            if (answer == MailAnswer.TakeAndDie) return Failed(request);
            return new HttpResponseMessage(HttpStatusCode.NoContent) { RequestMessage = request };
        }
        finally
        {
            Interlocked.Decrement(ref this.now);
        }
    }

    private static HttpResponseMessage Failed(HttpRequestMessage request) =>
        new(HttpStatusCode.InternalServerError) { RequestMessage = request, Content = JsonContent.Create(new { errorCode = "ERR_INVOKE_OUTPUT_BINDING" }) };

    private static TrappedMail Read(JsonElement sent)
    {
        Assert.Equal("create", sent.GetProperty("operation").GetString());
        var metadata = sent.GetProperty("metadata");
        string Field(string name) => metadata.GetProperty(name).GetString()!;
        Assert.Equal("", Field("emailBCC"));
        return new TrappedMail(Field("emailTo"), Field("emailFrom"), Field("emailCC"), Field("subject"), sent.GetProperty("data").GetString()!);
    }
}

/// <summary>How a mail server answers.</summary>
internal enum MailAnswer
{
    Take,
    Fail,
    Hang,
    TakeAndDie,
}
