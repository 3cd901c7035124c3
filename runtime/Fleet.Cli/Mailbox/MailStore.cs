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
    private readonly Lock _gate = new();
    private readonly List<Entry> _mails = [];
    private readonly Dictionary<UInt128, Entry> _byFingerprint = [];
    private readonly string _path;
    private readonly TimeProvider _time;
    private LineLog? _log;

    private MailStore(string folder, TimeProvider time) => (_path, _time) = (Path.Combine(folder, "mail.log"), time);

    /// <summary>Opens the mailbox in <paramref name="folder"/> for taking mail.</summary>
    public static MailStore Open(string folder, TimeProvider time)
    {
        var store = new MailStore(folder, time);
        store._log = LineLog.Open(store._path, store.Replay, toDisk: true);
        return store;
    }

    /// <summary>Looks into the mailbox in <paramref name="folder"/>, which another process may have open.</summary>
    public static MailStore Look(string folder, TimeProvider time)
    {
        var store = new MailStore(folder, time);
        if (File.Exists(store._path))
            LineLog.Read(store._path, store.Replay);
        return store;
    }

    /// <summary>Number of different mails.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _mails.Count;
        }
    }

    /// <summary>Mails after number <paramref name="after"/>, oldest first.</summary>
    public IReadOnlyList<StoredMail> List(long after = 0, int most = int.MaxValue)
    {
        lock (_gate)
            return [.. _mails.Skip((int)after).Take(most).Select((entry, index) => entry.Summary(after + index + 1))];
    }

    /// <summary>A whole mail; null when there is none with this number.</summary>
    public ReceivedMail? Find(long number)
    {
        long offset;
        lock (_gate)
        {
            if (number < 1 || number > _mails.Count)
                return null;
            offset = _mails[(int)number - 1].Offset;
        }

        var record = JsonSerializer.Deserialize<Record>(LineLog.ReadAt(_path, offset))!;
        return new ReceivedMail(record.From, record.To ?? [], record.Data ?? []);
    }

    /// <summary>Takes a mail; done when it is stored.</summary>
    public async Task AddAsync(ReceivedMail mail, CancellationToken cancellation = default)
    {
        var log = _log ?? throw new InvalidOperationException("This mailbox was opened for looking only.");
        var fingerprint = mail.Fingerprint();
        bool known;
        lock (_gate)
            known = _byFingerprint.ContainsKey(fingerprint);
        var whole = new Record(_time.GetUtcNow(), fingerprint, mail.From, mail.Recipients, mail.Data);
        var stored = known ? whole with { To = null, Data = null } : whole;
        var offset = await log.AppendAsync(JsonSerializer.Serialize(stored), cancellation);
        Apply(whole, offset);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _log?.DisposeAsync() ?? ValueTask.CompletedTask;

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
        lock (_gate)
        {
            if (_byFingerprint.TryGetValue(record.Fingerprint, out var first))
            {
                first.Repeats++;
                return;
            }

            var entry = new Entry(record.At, MailContent.Parse(record.Data).Subject, offset);
            _byFingerprint.Add(record.Fingerprint, entry);
            _mails.Add(entry);
        }
    }

    private sealed record Record(DateTimeOffset At, UInt128 Fingerprint, string From, IReadOnlyList<string>? To, byte[]? Data);

    private sealed class Entry(DateTimeOffset acceptedAt, string subject, long offset)
    {
        public long Offset => offset;

        public int Repeats { get; set; }

        public StoredMail Summary(long number) => new(number, acceptedAt, subject, Repeats);
    }
}
