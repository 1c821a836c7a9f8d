/** What stands for a setting that is not given, since a compose file cannot leave one out. */
export const NOT_GIVEN = 'verilmedi'
