using System.Text.Json;
using Fleet.Simulator.Journal;

namespace Fleet.Cli.Mailbox;

/// <summary>
/// The local mailbox: every accepted mail, durable before it is acknowledged. A mail that comes again unchanged (same
/// recipients, subject and body) is kept once and counted, as mail stores with duplicate suppression do: a sender that
/// died before it heard the answer has to send again. Only subjects stay in memory; the rest is read when it is asked for.
/// </summary>
public sealed class MailStore : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<Entry> mails = [];
    private readonly Dictionary<UInt128, Entry> byFingerprint = [];
    private readonly string path;
    private readonly TimeProvider time;
    private LineLog? log;

    private MailStore(string folder, TimeProvider time) => (path, this.time) = (Path.Combine(folder, "mail.log"), time);

    /// <summary>Opens the mailbox in <paramref name="folder"/> for taking mail.</summary>
    public static MailStore Open(string folder, TimeProvider time)
    {
        var store = new MailStore(folder, time);
        store.log = LineLog.Open(store.path, store.Replay, toDisk: true);
        return store;
    }

    /// <summary>Looks into the mailbox in <paramref name="folder"/>, which another process may have open.</summary>
    public static MailStore Look(string folder, TimeProvider time)
    {
        var store = new MailStore(folder, time);
        if (File.Exists(store.path))
            LineLog.Read(store.path, store.Replay);
        return store;
    }

    /// <summary>Number of different mails.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return mails.Count;
        }
    }

    /// <summary>Mails after number <paramref name="after"/>, oldest first.</summary>
    public IReadOnlyList<StoredMail> List(long after = 0, int most = int.MaxValue)
    {
        lock (gate)
            return [.. mails.Skip((int)after).Take(most).Select((entry, index) => entry.Summary(after + index + 1))];
    }

    /// <summary>A whole mail; null when there is none with this number.</summary>
    public ReceivedMail? Find(long number)
    {
        long offset;
        lock (gate)
        {
            if (number < 1 || number > mails.Count)
                return null;
            offset = mails[(int)number - 1].Offset;
        }

        var record = JsonSerializer.Deserialize<Record>(LineLog.ReadAt(path, offset))!;
        return new ReceivedMail(record.From, record.To ?? [], record.Data ?? []);
    }

    /// <summary>Takes a mail; done when it is stored.</summary>
    public async Task AddAsync(ReceivedMail mail, CancellationToken cancellation = default)
    {
        var log = this.log ?? throw new InvalidOperationException("This mailbox was opened for looking only.");
        var fingerprint = mail.Fingerprint();
        bool known;
        lock (gate)
            known = byFingerprint.ContainsKey(fingerprint);
        var whole = new Record(time.GetUtcNow(), fingerprint, mail.From, mail.Recipients, mail.Data);
        var stored = known ? whole with { To = null, Data = null } : whole;
        var offset = await log.AppendAsync(JsonSerializer.Serialize(stored), cancellation);
        Apply(whole, offset);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => log?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool Replay(string line, long offset)
    {
        try
        {
            Apply(JsonSerializer.Deserialize<Record>(line)!, offset);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Apply(Record record, long offset)
    {
        lock (gate)
        {
            if (byFingerprint.TryGetValue(record.Fingerprint, out var first))
            {
                first.Repeats++;
                return;
            }

            var entry = new Entry(record.At, MailContent.Parse(record.Data), offset);
            byFingerprint.Add(record.Fingerprint, entry);
            mails.Add(entry);
        }
    }

    private sealed record Record(DateTimeOffset At, UInt128 Fingerprint, string From, IReadOnlyList<string>? To, byte[]? Data);

    private sealed class Entry(DateTimeOffset acceptedAt, MailContent content, long offset)
    {
        private readonly string subject = content.Subject;
        private readonly string messageId = content.MessageId;

        public long Offset => offset;

        public int Repeats { get; set; }

        public StoredMail Summary(long number) => new(number, acceptedAt, subject, Repeats, messageId);
    }
}
