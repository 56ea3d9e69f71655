declare module 'echarts/i18n/langDE-obj.js' {
  const words: Record<string, unknown>;
  export default words;
}
