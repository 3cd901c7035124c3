namespace Fleet.Cli.Running;

/// <summary>Makes an app id for somebody who did not give one.</summary>
internal static class AppNames
{
    private static readonly string[] First =
        ["amber", "brisk", "calm", "copper", "dusky", "early", "fleet", "gentle", "hazel", "ivory", "jolly", "keen", "lunar", "mellow", "nimble", "opal", "quiet", "rapid", "silver", "tidy"];

    private static readonly string[] Second =
        ["badger", "crane", "dipper", "egret", "falcon", "gecko", "heron", "ibex", "jackdaw", "kestrel", "lynx", "marten", "newt", "otter", "plover", "quail", "raven", "stoat", "tern", "vole"];

    /// <summary>A name that is not among <paramref name="taken"/>.</summary>
    public static string Make(IReadOnlySet<string> taken, Random chance)
    {
        while (true)
        {
            var name = $"{First[chance.Next(First.Length)]}-{Second[chance.Next(Second.Length)]}-{chance.Next(1000)}";
            if (!taken.Contains(name))
                return name;
        }
    }
}
