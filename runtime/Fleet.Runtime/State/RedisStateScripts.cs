namespace Fleet.Runtime.State;

/// <summary>
/// What must happen in one piece on the server. A value is a hash with <c>data</c> and <c>version</c>, and
/// <c>first-write</c> once it was saved so; the version is the ETag. Dapr's own component reads and writes the same.
/// </summary>
internal static class RedisStateScripts
{
    /// <summary>
    /// KEYS[1] the key; ARGV the version it must have (0: any), the value, and 0 for first-write. A key of another type is
    /// replaced. A key that was saved with first-write takes no save without its version.
    /// </summary>
    public const string Save = """
        local key, asked = KEYS[1], ARGV[1]
        local version = redis.pcall('HGET', key, 'version')
        if type(version) == 'table' then
            redis.call('DEL', key)
            version = false
        end
        if version and version ~= '' and version ~= asked then
            if asked ~= '0' or redis.call('HEXISTS', key, 'first-write') == 1 then
                return redis.error_reply('ETAG the key has another version')
            end
        end
        redis.call('HSET', key, 'data', ARGV[2])
        if ARGV[3] == '0' then
            redis.call('HSET', key, 'first-write', 0)
        end
        return redis.call('HINCRBY', key, 'version', 1)
        """;

    /// <summary>KEYS[1] the key; ARGV[1] the version it must have (0: any). A key that is not there fits any.</summary>
    public const string Delete = """
        local version = redis.pcall('HGET', KEYS[1], 'version')
        if type(version) == 'string' and version ~= '' and version ~= ARGV[1] and ARGV[1] ~= '0' then
            return redis.error_reply('ETAG the key has another version')
        end
        return redis.call('DEL', KEYS[1])
        """;
}
