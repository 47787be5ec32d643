const ADJECTIVES =
  "amber ancient autumn bold brave breezy bright brisk calm candid clear clever coastal copper cosmic crisp curious dapper dawn deep eager early earnest easy fair fearless fleet fond frosty gentle gilded glad golden grand green happy hardy hidden honest humble icy ivory jolly keen kind lively lofty loyal lucid lucky lunar maple mellow merry mighty misty modest neat nimble noble olive patient plain polar prime proud quick quiet rapid rosy royal russet rustic sage scarlet serene sharp shy silent silver sincere sleek smooth snowy solar solid spry steady still stout sunny swift tidy tranquil trusty upbeat velvet vivid warm wise witty young zesty".split(
    " ",
  );

const ANIMALS =
  "albatross alpaca antelope badger bat bear beaver bison bobcat buffalo camel caribou cat cheetah cobra condor cougar crane cricket crow deer dingo dolphin dove duck eagle egret elk emu falcon ferret finch fox frog gazelle gecko gibbon goose grouse gull hare hawk hedgehog heron hornet horse ibex ibis iguana impala jackal jaguar jay kestrel kiwi koala lark lemur leopard lion lizard llama lynx macaw magpie marmot marten meerkat mink mole moose moth newt ocelot orca oriole osprey otter owl panda panther parrot pelican penguin pheasant pigeon plover puffin puma quail rabbit raven robin salmon seal shark sparrow stork swan tapir tiger toucan trout turtle viper walrus weasel whale wolf wombat wren yak zebra".split(
    " ",
  );

/** A readable name, the same for the same id: `calm-heron`. */
export function nameOf(id: string): string {
  let hash = 2166136261; // FNV-1a
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619) >>> 0;
  const adjective = ADJECTIVES[hash % ADJECTIVES.length];
  const animal = ANIMALS[Math.floor(hash / ADJECTIVES.length) % ANIMALS.length];
  return `${adjective}-${animal}`;
}
